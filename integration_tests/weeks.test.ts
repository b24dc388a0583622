import { expect, test } from 'vitest';
import { judgeTables } from '../test-kit/destination-judge.ts';
import { eventful } from '../test-kit/week-company.ts';
import { runWeek } from '../test-kit/week-syncs.ts';

/** Of each kind that is compared with what was sent before, one. `npm run weeks` runs the same for weeks. */
const STREAMS = [
  'calls',
  'extensiveCalls',
  'callTranscripts',
  'callTrackers',
  'transcriptSentences',
  'answeredScorecards',
  'scorecardAnswers',
  'users',
];
const lookbackDays = 3;

test('after hourly syncs, some of them killed, the tables are what Gong holds, and nothing more is sent', async () => {
  await using week = await runWeek({
    seed: 4,
    callsPerDay: 40,
    historyDays: 4,
    days: 8 / 24,
    happenings: { ...eventful, deletedShare: 0.15 },
    streams: STREAMS,
    lookbackDays,
    killShare: 0.2,
    hasDestination: true,
    // Everything is due once more; deletions are seen two hours after that, and then nothing is new.
    settlingHours: [7, 25, 27, 28],
  });
  const { series, hourly, settling, sandbox, begin, end } = week;
  expect(hourly.filter(({ isCut }) => isCut).length).toBeGreaterThan(0);
  const wrong = judgeTables(series.tables.values(), { sandbox, begin, end, lookbackDays });
  expect(wrong.map(({ stream, key, kind }) => `${stream} ${key}: ${kind}`)).toEqual([]);
  expect([...series.tables.values()].filter(({ smallerCursors }) => smallerCursors > 0)).toEqual([]);
  expect(settling.at(-1)?.records).toEqual({});
}, 60_000);
