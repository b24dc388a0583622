import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewsSql } from '../src/directory/views/views.ts';
import { startSandbox, type Sandbox } from '../src/sandbox/index.ts';
import { openDatabase, type Database, type Row } from '../test/support/duckdb.ts';
import { everyStream, readToTruth } from '../test/support/read-sandbox.ts';
import { recordsDirectory, writeLines, writeRecords } from '../test/support/records-directory.ts';
import { expectedRows } from './support/queries/expected-rows.ts';

const document = readFileSync(new URL('../docs/queries.md', import.meta.url), 'utf8');

/** Each query with its heading. */
const queries = [...document.matchAll(/^## \d+\. (.+)\n[^#]*?```sql\n([\s\S]*?)```/gm)].map(
  ([, heading = '', sql = '']) => [heading, sql] as const,
);

let sandbox: Sandbox;
let database: Database;
let expected: Readonly<Record<string, Row[]>>;

beforeAll(async () => {
  sandbox = await startSandbox({
    seed: 4,
    calls: 260,
    days: 50,
    users: 9,
    until: '2026-11-20T12:00:00Z',
    requestsPerSecond: 0,
    dailyRequestLimit: 0,
  });
  const { output } = await readToTruth(sandbox);
  const directory = recordsDirectory();
  for (const stream of everyStream) {
    writeRecords(directory, `${stream}/2026-11-20T120000Z.jsonl`, output.records(stream));
  }
  expected = expectedRows(sandbox);
  const script = viewsSql(directory);
  writeLines(directory, 'views.sql', script);
  database = await openDatabase(script);
});

afterAll(async () => {
  database.close();
  await sandbox.close();
});

test('there are ten queries, each with a result that is known', () => {
  expect(queries).toHaveLength(10);
  expect(queries.map(([heading]) => heading)).toEqual(Object.keys(expected));
});

describe('docs/queries.md', () => {
  test.each(queries)('%s', async (heading, sql) => {
    expect(expected[heading]?.length).toBeGreaterThan(1);
    expect(await database.rows(sql)).toEqual(expected[heading]);
  });
});

test('reviews come with the words of question and options and the names of users', async () => {
  const [row] = await database.rows(`
    SELECT count(*) AS answers, count(questionText) AS questions, count(reviewedUserName) AS reviewed,
      count(*) FILTER (selectedOptions = ['1', '3'] AND selectedOptionTexts = ['Yes', 'Partly']) AS texts,
      count(*) FILTER (selectedOptions = ['1', '3']) AS multiple
    FROM scorecard_answers`);
  const reviews = [...sandbox.truth('answeredScorecards')].length;
  expect(row).toMatchObject({ answers: reviews * 4, questions: reviews * 4, reviewed: reviews * 4 });
  expect(row?.['multiple']).toBeGreaterThan(0);
  expect(row?.['texts']).toBe(row?.['multiple']);
});
