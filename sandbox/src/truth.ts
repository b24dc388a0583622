import { callRecord } from './call-record.ts';
import { findCalls } from './call-search.ts';
import { everything } from './content-selector.ts';
import { extensiveRecord } from './extensive-record.ts';
import { isReference, referenceCollections, referenceTruth } from './reference-truth.ts';
import { scorecards } from './scorecards.ts';
import { transcriptRecord } from './transcript-record.ts';
import { userRecord } from './user-record.ts';
import type { World } from './world.ts';

export const collections = [
  'calls',
  'extensiveCalls',
  'callTranscripts',
  'users',
  'scorecards',
  'answeredScorecards',
  ...referenceCollections,
] as const;

/** What a client that reads everything must end up with. */
export type Collection = (typeof collections)[number];

/** The exact JSON text of every visible record, in ascending order of its endpoint. */
export function* truth(world: World, collection: Collection, includeAvatars = false): Generator<string> {
  const { company } = world;
  const { users, avatars } = company.settings;
  if (isReference(collection)) {
    yield* referenceTruth[collection](world);
    return;
  }
  switch (collection) {
    case 'calls':
      for (const call of allCalls(world, 'listed')) {
        yield JSON.stringify(callRecord(company, call, world.editOf(call)));
      }
      return;
    case 'extensiveCalls':
      for (const call of allCalls(world, 'started')) {
        yield JSON.stringify(extensiveRecord(company, call, everything, { edit: world.editOf(call) }));
      }
      return;
    case 'callTranscripts':
      for (const call of allCalls(world, 'started', true)) {
        yield JSON.stringify(transcriptRecord(company, call));
      }
      return;
    case 'users':
      for (let user = 0; user < users + (includeAvatars ? avatars : 0); user += 1) {
        yield JSON.stringify(userRecord(company, user));
      }
      return;
    case 'scorecards':
      for (const scorecard of scorecards(company)) yield JSON.stringify(scorecard);
      return;
    case 'answeredScorecards':
      yield* allAnswers(world);
  }
}

function allCalls(world: World, clock: 'listed' | 'started', withTranscript = false): Uint32Array {
  const window = { from: -Infinity, to: Infinity };
  return findCalls(world, { clock, window, withTranscript }, world.publication());
}

function* allAnswers(world: World): Generator<string> {
  const answers = world.answers();
  for (let answer = 0; answer < answers.length; answer += 1) {
    if (world.hasAnswer(answer, world.publication())) yield answers.write(answer);
  }
}
