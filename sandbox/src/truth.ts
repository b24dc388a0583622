import { activityTruth } from './activity-truth.ts';
import { callPartsTruth } from './call-parts-truth.ts';
import { callRecord } from './call-record.ts';
import { findCalls } from './call-search.ts';
import { companyTruth } from './company-truth.ts';
import { everything } from './content-selector.ts';
import { engageTruth } from './engage-truth.ts';
import { extensiveRecord } from './extensive-record.ts';
import { referenceTruth } from './reference-truth.ts';
import { presentScorecards } from './present-lists.ts';
import { presentUser, presentUsers } from './present-users.ts';
import { transcriptRecord } from './transcript-record.ts';
import type { TruthChoice, Truths } from './truth-choice.ts';
import type { World } from './world.ts';

const truths = {
  calls: function* (world: World, choice: TruthChoice) {
    for (const call of allCalls(world, choice, 'listed')) {
      yield JSON.stringify(callRecord(world.company, call, world.editsOf(call)));
    }
  },
  extensiveCalls: function* (world: World, choice: TruthChoice) {
    for (const call of allCalls(world, choice, 'started')) {
      yield JSON.stringify(extensiveRecord(world.company, call, everything, { edits: world.editsOf(call) }));
    }
  },
  callTranscripts: function* (world: World, choice: TruthChoice) {
    for (const call of allCalls(world, choice, 'started', true)) {
      yield JSON.stringify(transcriptRecord(world.company, call, world.editsOf(call)));
    }
  },
  users: function* (world: World, { includeAvatars = false }: TruthChoice) {
    for (const user of presentUsers(world, world.publication(), includeAvatars)) {
      yield JSON.stringify(presentUser(world, user));
    }
  },
  scorecards: function* (world: World) {
    for (const scorecard of presentScorecards(world)) yield JSON.stringify(scorecard);
  },
  answeredScorecards: function* (world: World, choice: TruthChoice) {
    for (const answer of allAnswers(world, choice)) {
      yield world.answers().write(answer, world.isAnswerEdited(answer));
    }
  },
  scorecardAnswers: function* (world: World, choice: TruthChoice) {
    for (const answer of allAnswers(world, choice)) {
      yield* world.answers().writeRows(answer, world.isAnswerEdited(answer));
    }
  },
  ...callPartsTruth,
  ...referenceTruth,
  ...activityTruth,
  ...companyTruth,
  ...engageTruth,
} satisfies Truths;

/** What a client that reads everything must end up with. */
export type Collection = keyof typeof truths;

export const collections: readonly Collection[] = Object.keys(truths).filter((name) => isCollection(name));

function isCollection(name: string): name is Collection {
  return Object.hasOwn(truths, name);
}

/** The exact JSON text of every visible record, in ascending order of its endpoint. */
export function* truth(world: World, collection: Collection, choice: TruthChoice = {}): Generator<string> {
  yield* truths[collection](world, choice);
}

function allCalls(
  world: World,
  { callIds }: TruthChoice,
  clock: 'listed' | 'started',
  withTranscript = false,
): Uint32Array {
  const window = { from: -Infinity, to: Infinity };
  return findCalls(world, { clock, window, withTranscript, callIds }, world.publication());
}

function* allAnswers(world: World, { callIds }: TruthChoice): Generator<number> {
  const answers = world.answers();
  for (let answer = 0; answer < answers.length; answer += 1) {
    if (!world.hasAnswer(answer, world.publication())) continue;
    if (callIds?.includes(world.company.callIds.encode(answers.callOf(answer))) !== false) yield answer;
  }
}
