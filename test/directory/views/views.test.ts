import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { viewsSql } from '../../../src/directory/views/views.ts';
import type { RecordName } from '../../../src/generated/records.ts';
import type { JsonObject } from '../../../src/base/json-object.ts';
import { streams } from '../../../src/streams/index.ts';
import { openDatabase, type Database } from '../../../test-kit/duckdb.ts';
import { recordsDirectory, writeLines, writeRecords } from '../../../test-kit/records-directory.ts';
import { syncEntry } from '../sync-entry.ts';
import { joinedViews, viewNames } from './view-names.ts';

/** The views of a directory, which holds its views.sql. `reads` says which streams were last read, and when. */
async function open(
  directory: string,
  reads: Readonly<Partial<Record<RecordName, number>>> = {},
): Promise<Database> {
  const script = viewsSql(
    directory,
    new Map(Object.entries(reads).map(([name, now]) => [name, syncEntry(name, now)])),
  );
  writeLines(directory, 'views.sql', script);
  const database = await openDatabase(script);
  onTestFinished(() => database.close());
  return database;
}

const count = async (database: Database, view: string): Promise<unknown> =>
  (await database.rows(`SELECT count(*) AS rows FROM "${view}"`))[0]?.['rows'];

test('columns have the names of fields, and their types', async () => {
  const database = await open(recordsDirectory());
  expect(await database.types('calls')).toMatchObject({
    id: 'VARCHAR',
    started: 'TIMESTAMP WITH TIME ZONE',
    duration: 'BIGINT',
    isPrivate: 'BOOLEAN',
    _emitted_at: 'TIMESTAMP WITH TIME ZONE',
  });
  const { context, interaction, collaboration } = await database.types('extensiveCalls');
  expect(context).toMatch(/fields STRUCT\("?name"? VARCHAR, "?value"? JSON\)\[\]/);
  expect(interaction).toMatch(/talkTime DOUBLE/);
  expect(collaboration).toMatch(/posted TIMESTAMP WITH TIME ZONE/);
  expect(await database.types('scorecard_answers')).toMatchObject({
    score: 'BIGINT',
    selectedOptionTexts: 'VARCHAR[]',
  });
  expect(await database.types('call_crm_objects')).toMatchObject({ fields: 'JSON' });
});

test.each([
  ['nothing was synced', () => {}],
  ['there are empty folders', (directory: string) => mkdirSync(join(directory, 'calls'))],
  [
    'there are empty files',
    (directory: string) => {
      for (const { name } of streams) writeLines(directory, `${name}/2026-11-25T220004Z.jsonl`, '');
      writeLines(directory, 'users/2026-11-26T220004Z.jsonl.gz', '');
    },
  ],
  [
    'other files lie about',
    (directory: string) => {
      const call = [{ id: '1' }];
      writeRecords(directory, 'calls.jsonl', call);
      writeRecords(directory, 'calls/older/2026-11-25T220004Z.jsonl', call);
      writeRecords(directory, '.full/calls/2026-11-25T220004Z.jsonl', call);
      writeRecords(directory, 'calls/2026-11-25T220004Z.jsonl.new', call);
      writeLines(directory, 'state.json', '{"version":1}\n');
    },
  ],
])('every view is empty where %s', async (_, prepare) => {
  const directory = recordsDirectory();
  prepare(directory);
  const database = await open(directory);
  const ofRows = await open(directory, {
    callParticipants: 1,
    callSpeakers: 1,
    transcriptSentences: 1,
    callCrmObjects: 1,
    scorecardAnswers: 1,
  });
  for (const view of viewNames) expect(await count(database, view)).toBe(0);
  for (const view of joinedViews) expect(await count(ofRows, view)).toBe(0);
});

test('files that come or go are seen without new views', async () => {
  const directory = recordsDirectory();
  const database = await open(directory);
  writeRecords(directory, 'calls/2026-11-25T220004Z.jsonl', [{ id: '1' }, { id: '2' }]);
  writeRecords(directory, 'calls/2026-11-26T220004Z.jsonl.gz', [{ id: '3' }]);
  expect(await count(database, 'calls')).toBe(3);
  rmSync(join(directory, 'calls/2026-11-25T220004Z.jsonl'));
  expect(await count(database, 'calls')).toBe(1);
  rmSync(join(directory, 'calls'), { recursive: true });
  expect(await count(database, 'calls')).toBe(0);
});

test('of each key there is the newest version, and records without a key all stay', async () => {
  const directory = recordsDirectory();
  const early = 'calls/2026-11-25T220004Z.jsonl';
  const late = 'calls/2026-11-26T220004Z.jsonl.gz';
  writeRecords(directory, late, [{ id: '1', title: 'old' }, { id: '2', title: 'late file' }, { title: 'a' }]);
  writeRecords(directory, early, [
    { id: '2', title: 'early file' },
    { id: null, title: 'b' },
  ]);
  writeRecords(
    directory,
    'calls/2026-11-24T220004Z.jsonl',
    [{ id: '1', title: 'new' }],
    '2026-11-26T00:00:00.000Z',
  );
  const database = await open(directory);
  expect(await database.rows('SELECT id, title FROM calls ORDER BY id, title')).toEqual([
    { id: '1', title: 'new' },
    { id: '2', title: 'late file' },
    { id: null, title: 'a' },
    { id: null, title: 'b' },
  ]);
});

/** An item of an outline. */
const item = (callId: string | null, position: number, text: string): JsonObject => ({
  callId,
  position,
  text,
});

test('rows that are no longer in a call are not shown, and rows that came twice are shown once', async () => {
  const directory = recordsDirectory();
  const [early, late] = ['2026-11-25T22:00:04.123Z', '2026-11-26T22:00:04.123Z'];
  writeRecords(
    directory,
    'callOutline/2026-11-25T220004Z.jsonl',
    [item('1', 0, 'old'), item('1', 1, 'gone'), item('2', 0, 'a'), item('2', 1, 'b'), item(null, 0, 'c')],
    early,
  );
  const again = [item('1', 0, 'new'), item('1', 0, 'new'), item(null, 0, 'c')];
  writeRecords(directory, 'callOutline/2026-11-26T220004Z.jsonl', again, late);
  const database = await open(directory);
  const rows = await database.rows('SELECT callId, text FROM callOutline ORDER BY callId, text');
  expect(rows).toEqual([
    { callId: '1', text: 'new' },
    { callId: '2', text: 'a' },
    { callId: '2', text: 'b' },
    { callId: null, text: 'c' },
    { callId: null, text: 'c' },
  ]);
});

const DAY_BEFORE = '2026-11-24T22:00:04.123Z';
const DAY_AFTER = '2026-11-26T22:00:04.123Z';

/** What is written of a record that is no longer in Gong: its key and the cursor. */
const deleted = (key: JsonObject): JsonObject => ({
  ...key,
  started: '2026-11-20T08:00:00Z',
  _ab_cdc_deleted_at: '2026-11-26T22:00:00Z',
});

test('what was deleted is not shown, until it comes back, and the field of deletions never', async () => {
  const directory = recordsDirectory();
  // Of a version that knew of no deletions.
  writeRecords(
    directory,
    'calls/2026-11-24T220004Z.jsonl',
    ['1', '2', '3', '4'].map((id) => ({ id, title: 'old' })),
    DAY_BEFORE,
  );
  const gone = [deleted({ id: '1' }), deleted({ id: '2' }), deleted({ id: '5' })];
  writeRecords(directory, 'calls/2026-11-25T220004Z.jsonl.gz', [
    ...gone,
    { id: '3', title: 'new', _ab_cdc_deleted_at: null },
    { title: 'without a key' },
    deleted({ id: null }),
  ]);
  const back = [{ id: '2', title: 'back', _ab_cdc_deleted_at: null }];
  writeRecords(directory, 'calls/2026-11-26T220004Z.jsonl', back, DAY_AFTER);
  const database = await open(directory);
  expect(await database.rows('SELECT id, title FROM calls ORDER BY id')).toEqual([
    { id: '2', title: 'back' },
    { id: '3', title: 'new' },
    { id: '4', title: 'old' },
    { id: null, title: 'without a key' },
  ]);
  for (const { name } of streams) expect(await database.types(name)).not.toHaveProperty('_ab_cdc_deleted_at');
});

/** The outline of a call. */
function outline(callId: string, texts: readonly string[]): JsonObject[] {
  return texts.map((text, position) => item(callId, position, text));
}

test('of rows those are not shown that were deleted with their call or alone, whatever is written first', async () => {
  const directory = recordsDirectory();
  writeRecords(
    directory,
    'callOutline/2026-11-24T220004Z.jsonl',
    [...outline('1', ['a', 'b', 'c']), ...outline('2', ['a', 'b']), ...outline('3', ['a', 'b'])],
    DAY_BEFORE,
  );
  // The first has become shorter, the second is gone.
  writeRecords(directory, 'callOutline/2026-11-25T220004Z.jsonl', outline('1', ['A', 'B']));
  const gone = [['1', 2] as const, ['2', 0] as const, ['2', 1] as const, ['3', 1] as const];
  const deletions = gone.map(([callId, position]) => deleted({ callId, position }));
  writeRecords(directory, 'callOutline/2026-11-26T220004Z.jsonl', deletions, DAY_AFTER);
  const database = await open(directory);
  const shown = 'SELECT callId, text FROM callOutline ORDER BY ALL';
  const left = [
    { callId: '1', text: 'A' },
    { callId: '1', text: 'B' },
    { callId: '3', text: 'a' },
  ];
  expect(await database.rows(shown)).toEqual(left);
  const later = '2026-11-27T22:00:04.123Z';
  writeRecords(directory, 'callOutline/2026-11-27T220004Z.jsonl', outline('2', ['back']), later);
  expect(await database.rows(shown)).toEqual([...left, { callId: '2', text: 'back' }].toSorted(byCall));
});

const byCall = (one: { callId: string }, other: { callId: string }): number =>
  one.callId < other.callId ? -1 : 1;

/** Of a call or a review: its record in each stream that the joining views are made of. */
function writtenOf(id: string): Partial<Record<RecordName, JsonObject>> {
  return {
    extensiveCalls: {
      id: id,
      parties: [{ id: '7' }],
      context: [{ system: 'Salesforce', objects: [{ objectId: '8' }] }],
    },
    callTranscripts: { callId: id, transcript: [{ sentences: [{ text: 'Hello.' }] }] },
    answeredScorecards: { answeredScorecardId: id, answers: [{ questionId: '9' }] },
    callParticipants: { callId: id, position: 0, id: '7' },
    callSpeakers: { callId: id, position: 0, id: '7' },
    transcriptSentences: { callId: id, position: 0, monologuePosition: 0, text: 'Hello.' },
    callCrmObjects: { callId: id, position: 0, objectId: '8' },
    scorecardAnswers: { answeredScorecardId: id, position: 0, questionId: '9' },
  };
}

test.each([
  ['records', {}],
  [
    'rows',
    {
      extensiveCalls: 1,
      callTranscripts: 1,
      answeredScorecards: 1,
      callParticipants: 1,
      callSpeakers: 1,
      transcriptSentences: 1,
      callCrmObjects: 1,
      scorecardAnswers: 1,
    },
  ],
])('views that join %s show nothing of a call or a review that was deleted', async (_, reads) => {
  const directory = recordsDirectory();
  for (const [name, record] of Object.entries(writtenOf('1')))
    writeRecords(directory, `${name}/2026-11-25T220004Z.jsonl`, [record]);
  for (const [name, record] of Object.entries(writtenOf('2'))) {
    const { primaryKey = [] } = streams.find((stream) => stream.name === name) ?? {};
    const key = Object.fromEntries(primaryKey.map((field) => [field, record[field]]));
    writeRecords(directory, `${name}/2026-11-24T220004Z.jsonl`, [record], DAY_BEFORE);
    writeRecords(directory, `${name}/2026-11-26T220004Z.jsonl`, [deleted(key)], DAY_AFTER);
  }
  const database = await open(directory, reads);
  for (const view of joinedViews) {
    const [key = ''] = Object.keys(await database.types(view));
    expect(await database.rows(`SELECT "${key}" AS key FROM "${view}"`)).toEqual([{ key: '1' }]);
  }
});

test('a directory whose lists came whole with each sync shows each entry once when only changes come', async () => {
  const directory = recordsDirectory();
  const users = [
    { id: '1', title: 'old' },
    { id: '2', title: 'same' },
  ];
  writeRecords(directory, 'users/2026-11-23T220004Z.jsonl', users, '2026-11-23T22:00:04.123Z');
  writeRecords(directory, 'users/2026-11-24T220004Z.jsonl', users, DAY_BEFORE);
  const changed = { id: '1', title: 'new', _changed_at: '2026-11-25T22:00:04Z' };
  writeRecords(directory, 'users/2026-11-25T220004Z.jsonl', [changed]);
  const database = await open(directory);
  const shown = await database.rows('SELECT id, title, _changed_at FROM users ORDER BY id');
  expect(shown).toEqual([
    { id: '1', title: 'new', _changed_at: new Date('2026-11-25T22:00:04Z') },
    { id: '2', title: 'same', _changed_at: null },
  ]);
});

test.each([
  ['the call, without rows', {}, 'record'],
  ['the call, where only that is synced', { extensiveCalls: 1 }, 'record'],
  ['the rows, where only they are synced', { callParticipants: 1 }, 'row'],
  ['the rows, where both are', { extensiveCalls: 1, callParticipants: 1 }, 'row'],
  ['the call, where its rows were given up', { extensiveCalls: 2, callParticipants: 1 }, 'record'],
  ['the rows, where the calls were given up', { extensiveCalls: 1, callParticipants: 2 }, 'row'],
])('participants are those of %s', async (_, reads, name) => {
  const directory = recordsDirectory();
  writeRecords(directory, 'extensiveCalls/2026.jsonl', [{ id: '1', parties: [{ id: '2', name: 'record' }] }]);
  writeRecords(directory, 'callParticipants/2026.jsonl', [
    { callId: '1', position: 0, id: '2', name: 'row' },
  ]);
  const database = await open(directory, reads);
  expect(await database.rows('SELECT callId, partyId, name FROM call_participants')).toEqual([
    { callId: '1', partyId: '2', name },
  ]);
});

test('times are instants at any depth, and ids keep their digits', async () => {
  const directory = recordsDirectory();
  const id = '12345678901234567890';
  const posted = '2026-06-10T21:50:07.428123+02:00';
  writeRecords(directory, 'extensiveCalls/2026-11-25T220004Z.jsonl', [
    { id, startdatetime: posted, collaboration: { publicComments: [{ id, posted }] } },
  ]);
  const database = await open(directory);
  const rows = await database.rows(`
    SELECT id, epoch_us(startdatetime) AS started, epoch_us(collaboration.publicComments[1].posted) AS posted,
      collaboration.publicComments[1].id AS comment, epoch_ms(_emitted_at) AS emitted
    FROM extensiveCalls`);
  const microseconds = Date.parse('2026-06-10T19:50:07.428Z') * 1000 + 123;
  const emitted = Date.parse('2026-11-25T22:00:04.123Z');
  expect(rows).toEqual([{ id, started: microseconds, posted: microseconds, comment: id, emitted }]);
});

test('a line that is only half written yet is passed over', async () => {
  const directory = recordsDirectory();
  const whole = '{"id":"1","_emitted_at":"2026-11-25T22:00:04.123Z"}\n';
  writeLines(directory, 'calls/2026-11-25T220004Z.jsonl', `${whole}{"id":"2","title":"Wee`);
  const database = await open(directory);
  expect(await database.rows('SELECT id FROM calls')).toEqual([{ id: '1' }]);
});

test('a call may take many megabytes', async () => {
  const directory = recordsDirectory();
  const brief = 'word '.repeat(7_000_000);
  const line = `{"id":"1","content":{"brief":"${brief}"},"_emitted_at":"2026-11-25T22:00:04.123Z"}\n`;
  writeLines(directory, 'extensiveCalls/2026-11-25T220004Z.jsonl', line);
  const database = await open(directory);
  const [row] = await database.rows('SELECT length(content.brief) AS length FROM extensiveCalls');
  expect(row).toEqual({ length: brief.length });
});

test.each([
  "it's",
  'a "quoted" name',
  'stars * and [brackets] and ?',
  'back\\slash',
  'id=5/gong',
  'Łódź 株式会社',
  'line\nend',
])('a directory may be called %j', async (name) => {
  const directory = recordsDirectory(name);
  writeRecords(directory, 'calls/2026-11-25T220004Z.jsonl', [{ id: '1' }]);
  const database = await open(directory);
  expect(await database.rows('SELECT id FROM calls')).toEqual([{ id: '1' }]);
});
