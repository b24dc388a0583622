import { AnsweredScorecards } from './answered-scorecards.ts';
import { CallTranscripts } from './call-transcripts.ts';
import { Calls } from './calls.ts';
import { ExtensiveCalls } from './extensive-calls.ts';
import { Scorecards } from './scorecards.ts';
import type { Stream } from './stream.ts';
import { Users } from './users.ts';

/** Every stream, in the order of the catalog. */
export const streams: readonly Stream[] = [
  new Users(),
  new Calls(),
  new ExtensiveCalls(),
  new Scorecards(),
  new AnsweredScorecards(),
  new CallTranscripts(),
];
