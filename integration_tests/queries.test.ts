import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { openDatabase, type Database, type Row } from '../test-kit/duckdb.ts';
import type { Finished } from '../test-kit/run-cli.ts';
import { truth } from '../test-kit/truth.ts';
import { directoryToBe, inPeace, syncTo } from './support/directory.ts';
import { expectedRows } from './support/queries/expected-rows.ts';

const document = readFileSync(new URL('../docs/queries.md', import.meta.url), 'utf8');

/** Each query with its heading. */
const queries = [...document.matchAll(/^## \d+\. (.+)\n[^#]*?```sql\n([\s\S]*?)```/gm)].map(
  ([, heading = '', sql = '']) => [heading, sql] as const,
);

let sandbox: Sandbox;
let directory: string;
let finished: Finished;
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
  directory = directoryToBe();
  finished = await syncTo(sandbox, directory);
  expected = expectedRows(sandbox);
  database = await openDatabase(readFileSync(join(directory, 'views.sql'), 'utf8'));
});

afterAll(async () => {
  database.close();
  await sandbox.close();
});

test('there are ten queries, each with a result that is known', () => {
  expect(finished).toEqual(inPeace);
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

test('views follow a directory that was moved, with the next sync', async () => {
  const moved = `${directory} of 'Ann'`;
  renameSync(directory, moved);
  expect(await syncTo(sandbox, moved)).toEqual(inPeace);
  const other = await openDatabase(readFileSync(join(moved, 'views.sql'), 'utf8'));
  const count = 'SELECT count(*) AS calls, count(DISTINCT id) AS ids FROM calls';
  const calls = truth(sandbox, 'calls').length;
  expect(await other.rows(count)).toEqual([{ calls, ids: calls }]);
  other.close();
});
