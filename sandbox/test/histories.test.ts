import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { editables, startSandbox, type Change, type Edit, type Sandbox } from '../src/index.ts';
import { allContent, ask, free, parseRow, readAll, rowsOf, type Row } from './gong-client.ts';

const hour = 3_600_000;
const clock = '2026-10-10T09:00:00Z';
const company = { ...free, calls: 200, days: 30, clock, editedShare: 1, editedParts: editables } as const;
const everything = { body: { filter: {}, contentSelector: allContent } };

/** An object inside of a row. */
function rowOf(value: unknown): Row {
  return parseRow(JSON.stringify(value));
}

interface Look {
  readonly call: unknown;
  readonly extensive: unknown;
  readonly transcript: unknown;
}

/** Everything that Gong says of a call at an instant. */
async function lookAt(sandbox: Sandbox, callId: string, instant: number): Promise<Look> {
  sandbox.setClock(new Date(instant).toISOString());
  const body = { filter: { callIds: [callId] }, contentSelector: allContent };
  return {
    call: (await ask(sandbox, `/v2/calls/${callId}`)).body['call'],
    extensive: rowsOf(await ask(sandbox, '/v2/calls/extensive', { body }), 'calls')[0],
    transcript: rowsOf(await ask(sandbox, '/v2/calls/transcript', { body }), 'callTranscripts')[0],
  };
}

async function lookAround(sandbox: Sandbox, { callId, at }: Change): Promise<Record<keyof Look, boolean>> {
  const before = await lookAt(sandbox, callId, Date.parse(at) - 1);
  const after = await lookAt(sandbox, callId, Date.parse(at));
  const isChanged = (name: keyof Look): boolean => !isDeepStrictEqual(before[name], after[name]);
  return { call: isChanged('call'), extensive: isChanged('extensive'), transcript: isChanged('transcript') };
}

const SHOWN_BY: Readonly<Record<Edit, Record<keyof Look, boolean>>> = {
  title: { call: true, extensive: true, transcript: false },
  brief: { call: false, extensive: true, transcript: false },
  keyPoints: { call: false, extensive: true, transcript: false },
  crm: { call: false, extensive: true, transcript: false },
  parties: { call: false, extensive: true, transcript: false },
  trackers: { call: false, extensive: true, transcript: false },
  comments: { call: false, extensive: true, transcript: false },
  transcript: { call: false, extensive: false, transcript: true },
  privacy: { call: true, extensive: true, transcript: false },
  start: { call: true, extensive: true, transcript: false },
};

test('each part of a call can be edited, and is seen where it is shown', async () => {
  await using sandbox = await startSandbox({ ...company, editRounds: 2 });
  const changes = sandbox.changes();
  for (const edit of editables) {
    const ofPart = changes.filter((change) => change.edit === edit);
    expect(ofPart.length).toBeGreaterThan(10);
    for (const change of [ofPart[0], ofPart.at(-1)]) {
      expect([edit, change && (await lookAround(sandbox, change))]).toEqual([edit, SHOWN_BY[edit]]);
    }
  }
});

test('what is made of calls shows their edits too', async () => {
  await using sandbox = await startSandbox({ ...company, extensiveKilobytes: 6 });
  sandbox.setClock('2026-12-01T00:00:00Z');
  const holds = (collection: Parameters<Sandbox['truth']>[0], text: string): boolean =>
    [...sandbox.truth(collection)].some((row) => row.includes(text));
  expect(holds('callParticipants', '(edited)')).toBe(true);
  expect(holds('callKeyPoints', '(edited)')).toBe(true);
  expect(holds('callTrackers', '(edited)')).toBe(true);
  expect(holds('callComments', 'Edited 0')).toBe(true);
  expect(holds('transcriptSentences', '(edited)')).toBe(true);
});

test('people who have said nothing are taken off a call, and put back', async () => {
  await using sandbox = await startSandbox({ ...company, editedParts: ['parties'], editRounds: 2 });
  const peopleAt = (callId: string, instant: number): number => {
    sandbox.setClock(new Date(instant).toISOString());
    return [...sandbox.truth('callParticipants', { callIds: [callId] })].length;
  };
  const edits = sandbox.changes().filter(({ edit }) => edit === 'parties');
  const differences = edits.map(
    ({ callId, at }) => peopleAt(callId, Date.parse(at)) - peopleAt(callId, Date.parse(at) - 1),
  );
  expect([...new Set(differences)].toSorted((one, other) => one - other)).toEqual([-1, 0, 1]);
});

test('a call that turns private is open again after a time', async () => {
  await using sandbox = await startSandbox({ ...company, editedParts: ['privacy'] });
  const first = sandbox.changes().find(({ edit }) => edit === 'privacy');
  const { callId = '' } = first ?? {};
  const times = sandbox
    .changes()
    .flatMap((one) => (one.edit && one.callId === callId ? [Date.parse(one.at)] : []));
  expect(times).toHaveLength(2);
  const [from = 0, to = 0] = times;
  const isPrivate = async (instant: number): Promise<unknown> => {
    const { call } = await lookAt(sandbox, callId, instant);
    return rowOf(call)['isPrivate'];
  };
  const usual = await isPrivate(from - 1);
  expect([await isPrivate(from), await isPrivate(to - 1), await isPrivate(to)]).toEqual([
    !usual,
    !usual,
    usual,
  ]);
});

test('a call that is moved is listed by its new start, once, in order', async () => {
  await using sandbox = await startSandbox({ ...company, editedParts: ['start'], pageSize: 50 });
  sandbox.setClock('2026-12-01T00:00:00Z');
  const extensive = await readAll(sandbox, '/v2/calls/extensive', 'calls', everything);
  expect(extensive.map((row) => JSON.stringify(row))).toEqual([...sandbox.truth('extensiveCalls')]);
  const starts = extensive.map(({ metaData }) => Date.parse(String(rowOf(metaData)['started'])));
  expect(starts).toEqual(starts.toSorted((one, other) => one - other));
  expect(extensive).toHaveLength(200);
  const { metaData } = extensive[100] ?? {};
  const { id, started } = rowOf(metaData);
  const from = Date.parse(String(started));
  const filter = {
    fromDateTime: new Date(from).toISOString(),
    toDateTime: new Date(from + 1000).toISOString(),
  };
  const found = await readAll(sandbox, '/v2/calls/extensive', 'calls', { body: { filter } });
  expect(found.map((row) => rowOf(row['metaData'])['id'])).toContain(id);
});

test('a deleted call can come back', async () => {
  await using sandbox = await startSandbox({
    ...company,
    editedShare: 0,
    deletedShare: 0.3,
    returningShare: 0.5,
  });
  const changes = sandbox.changes();
  const back = changes.find(({ kind }) => kind === 'returned');
  const gone = changes.find(({ kind, callId }) => kind === 'deleted' && callId === back?.callId);
  const [from, to] = [Date.parse(gone?.at ?? ''), Date.parse(back?.at ?? '')];
  expect(to - from).toBeGreaterThanOrEqual(2 * hour);
  const looks = [from - 1, from, to - 1, to].map((instant) => ({ instant }));
  const there: boolean[] = [];
  for (const { instant } of looks) {
    const { call, extensive } = await lookAt(sandbox, back?.callId ?? '', instant);
    expect(extensive === undefined).toBe(call === undefined);
    there.push(call !== undefined);
  }
  expect(there).toEqual([true, false, false, true]);
});

test('transcripts come late or never', async () => {
  const options = {
    ...company,
    calls: 2000,
    editedShare: 0,
    noTranscriptShare: 0.08,
    lateTranscriptShare: 0.03,
  };
  await using sandbox = await startSandbox(options);
  const changes = sandbox.changes();
  const published = new Map(
    changes.flatMap(({ kind, callId, at }) => (kind === 'published' ? [[callId, Date.parse(at)]] : [])),
  );
  const delays = changes.flatMap(({ kind, callId, at }) =>
    kind === 'transcript' ? [Date.parse(at) - (published.get(callId) ?? 0)] : [],
  );
  expect(delays.length / 2000).toBeCloseTo(0.92, 1);
  expect(delays.filter((delay) => delay > 2 * hour).length / delays.length).toBeCloseTo(0.03, 1);
  expect(Math.max(...delays)).toBeGreaterThan(12 * hour);
});

test('reviews are edited, deleted and shown late', async () => {
  await using sandbox = await startSandbox({
    ...company,
    editedShare: 0,
    reviewChanges: 0.3,
    numericIds: false,
  });
  const reviewOf = async (callId: string, instant: number): Promise<Row | undefined> => {
    sandbox.setClock(new Date(instant).toISOString());
    const rows = await readAll(sandbox, '/v2/stats/activity/scorecards', 'answeredScorecards', {
      body: { filter: { reviewMethod: 'BOTH' } },
    });
    expect(rows.map((row) => JSON.stringify(row))).toEqual([...sandbox.truth('answeredScorecards')]);
    return rows.find((row) => row['callId'] === callId);
  };
  for (const kind of ['review edited', 'review deleted', 'answered'] as const) {
    const change = sandbox.changes().find((one) => one.kind === kind);
    const at = Date.parse(change?.at ?? '');
    const before = await reviewOf(change?.callId ?? '', at - 1);
    const after = await reviewOf(change?.callId ?? '', at);
    expect(after === undefined).toBe(kind === 'review deleted');
    expect(before === undefined).toBe(kind === 'answered');
    expect(after).not.toEqual(before);
  }
});

test('users, scorecards and trackers are changed, added and removed', async () => {
  const options = { ...company, listChanges: 0.25, users: 60, scorecards: 30, keywordTrackers: 30 };
  await using sandbox = await startSandbox(options);
  for (const [path, key] of [
    ['/v2/users', 'users'],
    ['/v2/settings/scorecards', 'scorecards'],
    ['/v2/settings/trackers', 'keywordTrackers'],
  ] as const) {
    const lists: string[][] = [];
    for (const instant of ['2026-10-03T00:00:00Z', '2026-10-20T00:00:00Z']) {
      sandbox.setClock(instant);
      const rows =
        key === 'users' ? await readAll(sandbox, path, key) : rowsOf(await ask(sandbox, path), key);
      lists.push(rows.map((row) => JSON.stringify(row)));
      expect(lists.at(-1)).toEqual([...sandbox.truth(key)]);
    }
    const ids = lists.map((list) => list.map((text) => text.slice(0, 40)));
    const [before = [], after = []] = ids;
    expect(after.some((id) => !before.includes(id))).toBe(true);
    expect(before.some((id) => !after.includes(id))).toBe(true);
    expect(lists[1]?.some((text) => text.includes('(changed)'))).toBe(true);
  }
});

test('what the key does not see is in no list and not found by id, until it is seen again', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 300, users: 50 });
  const all = [...sandbox.truth('calls')];
  const post = (body: unknown): Promise<Response> =>
    fetch(`${sandbox.url}/sandbox/sight`, { method: 'POST', body: JSON.stringify(body) });
  expect((await post({ calls: 0.3, users: 0.2 })).status).toBe(200);
  expect((await post({ calls: 3 })).status).toBe(400);
  const seen = new Set(await readAll(sandbox, '/v2/calls', 'calls').then((rows) => rows.map(({ id }) => id)));
  expect(seen.size / 300).toBeCloseTo(0.7, 1);
  expect((await readAll(sandbox, '/v2/users', 'users')).length).toBeLessThan(50);
  for (const text of all.slice(0, 30)) {
    const id = String(parseRow(text)['id']);
    const body = { filter: { callIds: [id] }, contentSelector: allContent };
    const status = seen.has(id) ? 200 : 404;
    expect((await ask(sandbox, `/v2/calls/${id}`)).status).toBe(status);
    expect((await ask(sandbox, '/v2/calls/extensive', { body })).status).toBe(status);
  }
  await post({});
  expect([...sandbox.truth('calls')]).toEqual(all);
});

test('the truth of some calls alone can be asked for', async () => {
  await using sandbox = await startSandbox({ ...free, calls: 50 });
  const ids = [...sandbox.truth('calls')].slice(3, 5).map((text) => String(parseRow(text)['id']));
  const text = await (
    await fetch(`${sandbox.url}/sandbox/truth/extensiveCalls?callIds=${ids.join(',')}`)
  ).text();
  expect(text.trim().split('\n')).toHaveLength(2);
  expect([...sandbox.truth('callParticipants', { callIds: ids })].length).toBeLessThan(20);
});
