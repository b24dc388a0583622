import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { formatInstant, HOUR, type Instant } from '../src/base/instant.ts';
import { DELETED_AT } from '../src/protocol/deletion.ts';
import { viewsSql } from '../src/directory/views/views.ts';
import { filesOf, recordsOf } from '../test-kit/directory-files.ts';
import { openDatabase } from '../test-kit/duckdb.ts';
import { jsonFile, runCli } from '../test-kit/run-cli.ts';
import { companyOptions, END, eventful } from '../test-kit/week-company.ts';
import { atMoment } from './support/at-moment.ts';
import { directoryToBe, inPeace } from './support/directory.ts';
import { wrongViews } from './support/viewed-truth.ts';

const STREAMS = [
  'users',
  'scorecards',
  'calls',
  'extensiveCalls',
  'callTranscripts',
  'answeredScorecards',
  'callParticipants',
  'callSpeakers',
  'transcriptSentences',
  'scorecardAnswers',
];

const HOURS_OF_CHANGES = 12;
const BEGIN = END - HOURS_OF_CHANGES * HOUR;

const sandbox = await startSandbox(
  companyOptions(
    { seed: 4, callsPerDay: 40, historyDays: 2, days: HOURS_OF_CHANGES / 24 },
    { ...eventful, deletedShare: 0.15 },
  ),
);
afterAll(() => sandbox.close());

const directory = directoryToBe();
const config = jsonFile({ ...sandbox.config, emit_deletes: true });

async function sync(now: Instant): Promise<void> {
  const words = ['sync', '--config', config, '--to', directory, '--streams', STREAMS.join(','), '--quiet'];
  expect(await runCli(words, atMoment(now))).toEqual(inPeace);
}

/** How many bytes each file of records has. */
function sizes(): Readonly<Record<string, number>> {
  const paths = STREAMS.flatMap((stream) =>
    filesOf(directory, stream).map((file) => join(directory, stream, file)),
  );
  return Object.fromEntries(paths.map((path) => [path, statSync(path).size]));
}

test('views show what Gong holds after changes and deletions, and an unchanged Gong adds nothing', async () => {
  await sync(BEGIN);
  const reviewed = recordsOf(directory, 'answeredScorecards').map(({ callId }) => String(callId));
  sandbox.deleteCalls([...new Set(reviewed)].slice(0, 2));
  sandbox.setClock(formatInstant(END));
  // All is due once more within a day; what is missing then is looked for an hour later.
  for (const hours of [24, 25]) await sync(END + hours * HOUR);
  for (const stream of STREAMS.filter((name) => name !== 'scorecards')) {
    const deletions = recordsOf(directory, stream).filter((record) => (record[DELETED_AT] ?? null) !== null);
    expect([stream, deletions.length > 0]).toEqual([stream, true]);
  }
  const written = sizes();
  await sync(END + 26 * HOUR);
  expect(sizes()).toEqual(written);
  // Made of the streams of rows, and of those of whole calls and reviews.
  for (const script of [readFileSync(join(directory, 'views.sql'), 'utf8'), viewsSql(directory)]) {
    const database = await openDatabase(script);
    expect(await wrongViews(database, sandbox)).toEqual([]);
    database.close();
  }
}, 60_000);
