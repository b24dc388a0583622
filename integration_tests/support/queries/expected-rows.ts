import type { Row } from '../../../test-kit/duckdb.ts';
import type { Sandbox } from '../../../sandbox/src/index.ts';
import { companyOf } from './company.ts';
import {
  callsByStage,
  callsByWeek,
  callsWithoutNextSteps,
  callsWithoutTranscript,
  trackersByMonth,
} from './expected-calls.ts';
import { companiesOfReps, scorecardAverages, talkRatios } from './expected-people.ts';
import { longestMonologues, searchTranscripts } from './expected-transcripts.ts';

/** What each query of docs/queries.md has to return, worked out from what the sandbox holds, by heading. */
export function expectedRows(sandbox: Sandbox): Readonly<Record<string, Row[]>> {
  const company = companyOf(sandbox);
  return {
    'Talk ratio by rep': talkRatios(company),
    'Longest monologues': longestMonologues(company),
    'Calls without next steps': callsWithoutNextSteps(company),
    'Scorecard averages by question and reviewer': scorecardAverages(company),
    'Trackers by month': trackersByMonth(company),
    'Calls by stage of the opportunity': callsByStage(company),
    'Transcript search with context': searchTranscripts(company),
    'Who speaks with which company': companiesOfReps(company),
    'Calls whose transcript is missing': callsWithoutTranscript(company),
    'Calls week over week': callsByWeek(company),
  };
}
