import { brief } from './call-content.ts';
import type { Edits } from './call-edits.ts';
import { callParts, interactionRow } from './call-parts.ts';
import { callRecord } from './call-record.ts';
import { findCalls } from './call-search.ts';
import type { TruthChoice, Truths } from './truth-choice.ts';
import type { World } from './world.ts';

/** A call with what stands on each row that is made of it. */
interface Found {
  readonly call: number;
  readonly edits: Edits | undefined;
  readonly title: unknown;
  readonly url: unknown;
  readonly added: { readonly callId: unknown; readonly started: unknown };
}

/** What is in the calls as rows: those of a call in the order of Gong's lists, with their place in it. */
export const callPartsTruth = {
  callParticipants: (world: World, choice: TruthChoice) => rowsOf(world, choice, 'callParticipants'),
  callSpeakers: (world: World, choice: TruthChoice) => rowsOf(world, choice, 'callSpeakers'),
  callInteractionStats: function* (world: World, choice: TruthChoice) {
    for (const { call, added } of eachCall(world, choice)) {
      yield JSON.stringify({ ...interactionRow(world.company, call), ...added });
    }
  },
  callTrackers: (world: World, choice: TruthChoice) => rowsOf(world, choice, 'callTrackers'),
  callTopics: (world: World, choice: TruthChoice) => rowsOf(world, choice, 'callTopics'),
  callOutline: (world: World, choice: TruthChoice) => rowsOf(world, choice, 'callOutline'),
  callHighlights: (world: World, choice: TruthChoice) => rowsOf(world, choice, 'callHighlights'),
  callKeyPoints: (world: World, choice: TruthChoice) => rowsOf(world, choice, 'callKeyPoints'),
  callCrmObjects: (world: World, choice: TruthChoice) => rowsOf(world, choice, 'callCrmObjects'),
  callComments: (world: World, choice: TruthChoice) => rowsOf(world, choice, 'callComments'),
  transcriptSentences: function* (world: World, choice: TruthChoice) {
    for (const { call, edits, added, title } of eachCall(world, choice)) {
      if (!world.hasTranscript(call, world.publication())) continue;
      for (const [position, sentence] of callParts
        .transcriptSentences(world.company, call, edits)
        .entries()) {
        yield JSON.stringify({ ...sentence, ...added, position, callTitle: title ?? null });
      }
    }
  },
  // Without the text, which is for a client to write.
  callDocuments: function* (world: World, choice: TruthChoice) {
    for (const { call, edits, added, title, url } of eachCall(world, choice)) {
      const hasTranscript = world.hasTranscript(call, world.publication());
      const hasBrief = typeof brief(world.company, call, edits) === 'string';
      yield JSON.stringify({ ...added, title: title ?? null, url, hasTranscript, hasBrief });
    }
  },
} satisfies Truths;

function* rowsOf(world: World, choice: TruthChoice, name: keyof typeof callParts): Generator<string> {
  for (const { call, edits, added } of eachCall(world, choice)) {
    for (const [position, part] of callParts[name](world.company, call, edits).entries()) {
      yield JSON.stringify({ ...part, ...added, position });
    }
  }
}

function* eachCall(world: World, { callIds }: TruthChoice): Generator<Found> {
  const search = { clock: 'started', window: { from: -Infinity, to: Infinity }, callIds } as const;
  for (const call of findCalls(world, search, world.publication())) {
    const edits = world.editsOf(call);
    const { id, started, title, url } = callRecord(world.company, call, edits);
    yield { call, edits, title, url, added: { callId: id, started } };
  }
}
