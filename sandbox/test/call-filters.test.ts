import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, parseRow, rowsOf, walk, type Ask, type Row } from './gong-client.ts';

const options = { ...free, calls: 600, users: 12, pageSize: 50, workspaces: 5, internalShare: 0.2 } as const;
let sandbox: Sandbox;
let calls: Row[];
beforeAll(async () => {
  sandbox = await startSandbox(options);
  calls = [...sandbox.truth('calls')].map((text) => parseRow(text));
});
afterAll(() => sandbox.close());

type Filter = Readonly<Record<string, unknown>>;
const [listed, extensive, transcripts] = [
  '/v2/calls',
  '/v2/calls/extensive',
  '/v2/calls/transcript',
] as const;

function questionOf(path: string, filter: Filter): Ask {
  if (path !== listed) return { body: { filter } };
  return { query: Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, String(value)])) };
}

/** The ids that come, sorted, after a look at the counts: they are of what the filter lets through. */
async function idsOf(path: string, filter: Filter, on = sandbox): Promise<string[]> {
  const replies = await walk(on, path, questionOf(path, filter));
  const rows = replies.flatMap((reply) => rowsOf(reply, path === transcripts ? 'callTranscripts' : 'calls'));
  for (const { body } of replies) expect(body.records?.totalRecords ?? 0).toBe(rows.length);
  return rows
    .map((row) => String(path === extensive ? metaDataOf(row)['id'] : (row['callId'] ?? row['id'])))
    .toSorted();
}

function metaDataOf({ metaData }: Row): Row {
  return parseRow(JSON.stringify(metaData));
}

function partiesOf({ parties }: Row): Row[] {
  const found: Row[] = JSON.parse(JSON.stringify(parties ?? []));
  return found;
}

function isInternal(record: Row): boolean {
  return partiesOf(record).every(({ affiliation }) => affiliation === 'Internal');
}

const idsWhere = (fits: (call: Row) => boolean): string[] =>
  calls
    .filter(fits)
    .map(({ id }) => String(id))
    .toSorted();

test('all workspaces but the last have calls, the first most of them', async () => {
  const workspaces = [...sandbox.truth('workspaces')].map((text) => parseRow(text)['id']);
  const counts = workspaces.map((id) => calls.filter(({ workspaceId }) => workspaceId === id).length);
  expect(counts[0]).toBeGreaterThan(450);
  expect(Math.min(...counts.slice(1, 4))).toBeGreaterThan(10);
  expect(counts[4]).toBe(0);
});

describe.each([listed, extensive, transcripts])('%s', (path) => {
  test('can be narrowed to a workspace, also one without calls', async () => {
    const workspaces = [...sandbox.truth('workspaces')].map((text) => String(parseRow(text)['id']));
    const all = await idsOf(path, {});
    const parts: string[][] = [];
    for (const workspaceId of workspaces) parts.push(await idsOf(path, { workspaceId }));
    expect(parts.flat().toSorted()).toEqual(all);
    for (const [place, part] of parts.entries()) {
      const own = new Set(idsWhere((call) => call['workspaceId'] === workspaces[place]));
      expect(part).toEqual(all.filter((id) => own.has(id)));
    }
    expect((await ask(sandbox, path, questionOf(path, { workspaceId: workspaces[4] }))).status).toBe(404);
  });
});

test('extensive calls can be narrowed to hosts, and to hosts within a workspace and a time', async () => {
  const hosts = [...new Set(calls.map(({ primaryUserId }) => String(primaryUserId)))].slice(0, 3);
  expect(await idsOf(extensive, { primaryUserIds: hosts })).toEqual(
    idsWhere((call) => hosts.includes(String(call['primaryUserId']))),
  );
  const workspaceId = calls[0]?.['workspaceId'];
  const fromDateTime = String(calls[200]?.['started']);
  const found = await idsOf(extensive, { primaryUserIds: hosts, workspaceId, fromDateTime });
  expect(found.length).toBeGreaterThan(10);
  expect(found).toEqual(
    idsWhere(
      (call) =>
        hosts.includes(String(call['primaryUserId'])) &&
        call['workspaceId'] === workspaceId &&
        Date.parse(String(call['started'])) >= Date.parse(fromDateTime),
    ),
  );
  const nobody = await ask(sandbox, extensive, { body: { filter: { primaryUserIds: ['1'] } } });
  expect(nobody.status).toBe(404);
});

test('counts that run ahead count what the filter lets through, published or not', async () => {
  await using leading = await startSandbox({
    ...options,
    countLead: true,
    lateShare: 0.5,
    lateWithinDays: 60,
  });
  const workspaceId = String(calls[0]?.['workspaceId']);
  const { body } = await ask(leading, listed, { query: { workspaceId } });
  expect(body.records?.totalRecords).toBe(idsWhere((call) => call['workspaceId'] === workspaceId).length);
});

test('in internal calls everybody is of the company, where it is said who took part', () => {
  const records = [...sandbox.truth('extensiveCalls')].map((text) => parseRow(text));
  const internal = records.filter((record) => 'parties' in record && isInternal(record));
  expect(Math.abs(internal.length / 600 - 0.2)).toBeLessThan(0.06);
  for (const record of internal) {
    expect(metaDataOf(record)['scope']).toBe('Internal');
    const people = partiesOf(record).map(({ userId }) => userId);
    expect(new Set(people).size).toBe(people.length);
  }
});

test('unless it is asked for, no call has its own people alone', async () => {
  await using usual = await startSandbox({ ...free, calls: 300 });
  const records = [...usual.truth('extensiveCalls')].map((text) => parseRow(text));
  expect(records.filter(({ parties }) => Array.isArray(parties)).length).toBeGreaterThan(250);
  for (const { parties } of records)
    expect(JSON.stringify(parties ?? 'External')).toMatch(/External|Unknown/);
});
