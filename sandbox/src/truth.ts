import { activityTruth } from './activity-truth.ts';
import { callPartsTruth } from './call-parts-truth.ts';
import { callRecord } from './call-record.ts';
import { findCalls } from './call-search.ts';
import { companyTruth } from './company-truth.ts';
import { everything } from './content-selector.ts';
import { engageTruth } from './engage-truth.ts';
import { extensiveRecord } from './extensive-record.ts';
import { referenceTruth } from './reference-truth.ts';
import { scorecards } from './scorecards.ts';
import { transcriptRecord } from './transcript-record.ts';
import type { TruthChoice, Truths } from './truth-choice.ts';
import { userRecord } from './user-record.ts';
import type { World } from './world.ts';

const truths = {
  calls: function* (world: World) {
    for (const call of allCalls(world, 'listed')) {
      yield JSON.stringify(callRecord(world.company, call, world.editOf(call)));
    }
  },
  extensiveCalls: function* (world: World) {
    for (const call of allCalls(world, 'started')) {
      yield JSON.stringify(extensiveRecord(world.company, call, everything, { edit: world.editOf(call) }));
    }
  },
  callTranscripts: function* (world: World) {
    for (const call of allCalls(world, 'started', true)) {
      yield JSON.stringify(transcriptRecord(world.company, call));
    }
  },
  users: function* ({ company }: World, { includeAvatars = false }: TruthChoice) {
    const { users, avatars } = company.settings;
    for (let user = 0; user < users + (includeAvatars ? avatars : 0); user += 1) {
      yield JSON.stringify(userRecord(company, user));
    }
  },
  scorecards: function* ({ company }: World) {
    for (const scorecard of scorecards(company)) yield JSON.stringify(scorecard);
  },
  answeredScorecards: function* (world: World) {
    const answers = world.answers();
    for (let answer = 0; answer < answers.length; answer += 1) {
      if (world.hasAnswer(answer, world.publication())) yield answers.write(answer);
    }
  },
  scorecardAnswers: function* (world: World) {
    const answers = world.answers();
    for (let answer = 0; answer < answers.length; answer += 1) {
      if (world.hasAnswer(answer, world.publication())) yield* answers.writeRows(answer);
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

function allCalls(world: World, clock: 'listed' | 'started', withTranscript = false): Uint32Array {
  const window = { from: -Infinity, to: Infinity };
  return findCalls(world, { clock, window, withTranscript }, world.publication());
}
