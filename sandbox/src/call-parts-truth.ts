import { brief } from './call-content.ts';
import { callParts, interactionRow } from './call-parts.ts';
import { callRecord } from './call-record.ts';
import { findCalls } from './call-search.ts';
import type { Truths } from './truth-choice.ts';
import type { World } from './world.ts';

/** A call with what stands on each row that is made of it. */
interface Found {
  readonly call: number;
  readonly title: unknown;
  readonly url: unknown;
  readonly added: { readonly callId: unknown; readonly started: unknown };
}

/** What is in the calls as rows: those of a call in the order of Gong's lists, with their place in it. */
export const callPartsTruth = {
  callParticipants: (world: World) => rowsOf(world, 'callParticipants'),
  callSpeakers: (world: World) => rowsOf(world, 'callSpeakers'),
  callInteractionStats: function* (world: World) {
    for (const { call, added } of eachCall(world)) {
      yield JSON.stringify({ ...interactionRow(world.company, call), ...added });
    }
  },
  callTrackers: (world: World) => rowsOf(world, 'callTrackers'),
  callTopics: (world: World) => rowsOf(world, 'callTopics'),
  callOutline: (world: World) => rowsOf(world, 'callOutline'),
  callHighlights: (world: World) => rowsOf(world, 'callHighlights'),
  callKeyPoints: (world: World) => rowsOf(world, 'callKeyPoints'),
  callCrmObjects: (world: World) => rowsOf(world, 'callCrmObjects'),
  callComments: (world: World) => rowsOf(world, 'callComments'),
  transcriptSentences: function* (world: World) {
    for (const { call, added, title } of eachCall(world)) {
      if (!world.hasTranscript(call, world.publication())) continue;
      for (const [position, sentence] of callParts.transcriptSentences(world.company, call).entries()) {
        yield JSON.stringify({ ...sentence, ...added, position, callTitle: title ?? null });
      }
    }
  },
  // Without the text, which is for a client to write.
  callDocuments: function* (world: World) {
    for (const { call, added, title, url } of eachCall(world)) {
      const hasTranscript = world.hasTranscript(call, world.publication());
      const hasBrief = typeof brief(world.company, call, world.editOf(call)) === 'string';
      yield JSON.stringify({ ...added, title: title ?? null, url, hasTranscript, hasBrief });
    }
  },
} satisfies Truths;

function* rowsOf(world: World, name: keyof typeof callParts): Generator<string> {
  for (const { call, added } of eachCall(world)) {
    for (const [position, part] of callParts[name](world.company, call).entries()) {
      yield JSON.stringify({ ...part, ...added, position });
    }
  }
}

function* eachCall(world: World): Generator<Found> {
  const search = { clock: 'started', window: { from: -Infinity, to: Infinity } } as const;
  for (const call of findCalls(world, search, world.publication())) {
    const { id, started, title, url } = callRecord(world.company, call, world.editOf(call));
    yield { call, title, url, added: { callId: id, started } };
  }
}
