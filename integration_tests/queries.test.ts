import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { streams } from '../src/streams/index.ts';
import { derivedKeys } from '../test-kit/derived-rows.ts';
import { openDatabase, type Database, type Row } from '../test-kit/duckdb.ts';
import { truth } from '../test-kit/truth.ts';
import { directoryToBe, inPeace, syncTo } from './support/directory.ts';
import { expectedModel } from './support/queries/expected-model.ts';
import { expectedRows } from './support/queries/expected-rows.ts';

/** Each query of a document with its heading. */
function queriesOf(document: string): (readonly [heading: string, sql: string])[] {
  const text = readFileSync(new URL(`../docs/${document}`, import.meta.url), 'utf8');
  const found = text.matchAll(/^##+ \d+\. (.+)\n[^#]*?```sql\n([\s\S]*?)```/gm);
  return [...found].map(([, heading = '', sql = '']) => [heading, sql] as const);
}

const queries = queriesOf('queries.md');
const questions = queriesOf('model.md');

const byDefault = streams.filter(({ isReadByDefault }) => isReadByDefault).map(({ name }) => name);
const ofRows = streams.map(({ name }) => name).filter((name) => name in derivedKeys);

/** Which streams a directory has, by what is tested there. */
const choices = {
  six: byDefault,
  rows: [...byDefault, ...ofRows],
  rowsAlone: [...byDefault.filter((name) => name !== 'extensiveCalls'), ...ofRows],
} as const satisfies Record<string, readonly string[]>;

let sandbox: Sandbox;
let directory: string;
let databases: Readonly<Record<keyof typeof choices, Database>>;
let expected: Readonly<Record<string, Row[]>>;
let answers: Readonly<Record<string, Row[]>>;

async function syncedWith(names: readonly string[], into = directoryToBe()): Promise<Database> {
  expect(await syncTo(sandbox, into, '--streams', names.join(','))).toEqual(inPeace);
  return await openDatabase(readFileSync(join(into, 'views.sql'), 'utf8'));
}

beforeAll(async () => {
  sandbox = await startSandbox({
    seed: 4,
    calls: 260,
    days: 50,
    users: 9,
    // So short that some comments stand alone.
    extensiveKilobytes: 6,
    until: '2026-11-20T12:00:00Z',
    requestsPerSecond: 0,
    dailyRequestLimit: 0,
  });
  directory = directoryToBe();
  const [six, rows, rowsAlone] = await Promise.all([
    syncedWith(choices.six, directory),
    syncedWith(choices.rows),
    syncedWith(choices.rowsAlone),
  ]);
  databases = { six, rows, rowsAlone };
  expected = expectedRows(sandbox);
  answers = expectedModel(sandbox);
});

afterAll(async () => {
  for (const database of Object.values(databases)) database.close();
  await sandbox.close();
});

test('there are ten queries in either document, each with a result that is known', () => {
  for (const [asked, known] of [
    [queries, expected],
    [questions, answers],
  ] as const) {
    expect(asked).toHaveLength(10);
    expect(asked.map(([heading]) => heading)).toEqual(Object.keys(known));
    for (const rows of Object.values(known)) expect(rows.length).toBeGreaterThan(1);
  }
});

describe('docs/queries.md', () => {
  test.each(queries)('%s', async (heading, sql) => {
    expect(await databases.six.rows(sql)).toEqual(expected[heading]);
  });

  test.each(queries)('%s, where the rows of calls and reviews are synced as well', async (heading, sql) => {
    expect(await databases.rows.rows(sql)).toEqual(expected[heading]);
  });

  test.each(queries)('%s, where extensive calls are not synced but their rows are', async (heading, sql) => {
    const rows = sql.includes('FROM extensiveCalls') ? [] : expected[heading];
    expect(await databases.rowsAlone.rows(sql)).toEqual(rows);
  });
});

describe('docs/model.md', () => {
  test.each(questions)('%s', async (heading, sql) => {
    expect(await databases.rows.rows(sql)).toEqual(answers[heading]);
  });
});

test('reviews come with the words of question and options and the names of users', async () => {
  const [row] = await databases.six.rows(`
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
