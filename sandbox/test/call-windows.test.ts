import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { ask, free, readAll } from './gong-client.ts';

interface Call {
  readonly id: string;
  readonly direction: string;
  readonly scheduled?: string | null;
  readonly started: string;
  readonly workspaceId: string;
  readonly primaryUserId: string;
}

let sandbox: Sandbox;
let calls: Call[];
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 900, days: 30 });
  calls = [...sandbox.truth('calls')].map((text) => parseCall(text));
});
afterAll(() => sandbox.close());

const isConference = ({ direction }: Call): boolean => direction === 'Conference';
const at = (text: string | null | undefined): number => Date.parse(text ?? '');
const listedIds = async (fromDateTime: string, toDateTime: string): Promise<unknown[]> =>
  (await readAll(sandbox, '/v2/calls', 'calls', { query: { fromDateTime, toDateTime } })).map(({ id }) => id);
const startedIds = async (filter: object): Promise<unknown[]> => {
  const found = await readAll(sandbox, '/v2/calls/extensive', 'calls', { body: { filter } });
  return found.map(({ metaData }) => parseCall(JSON.stringify(metaData)).id);
};

test('calls are listed by scheduled time for web conferences, by actual start for telephony', async () => {
  const [from, to] = ['2026-10-14T15:00:00Z', '2026-10-16T21:30:00+00:00'] as const;
  const expected = calls.filter((call) => {
    const time = at(isConference(call) ? call.scheduled : call.started);
    return time >= at(from) && time < at(to);
  });
  expect(await listedIds(from, to)).toEqual(expected.map(({ id }) => id));
  expect(expected.length).toBeGreaterThan(20);
});

test('extensive calls and transcripts are found by their actual start', async () => {
  const filter = { fromDateTime: '2026-10-14T08:00:00-07:00', toDateTime: '2026-10-15T00:00:00.000Z' };
  const expected = calls.filter(
    ({ started }) => at(started) >= at(filter.fromDateTime) && at(started) < at(filter.toDateTime),
  );
  const ids = await startedIds(filter);
  expect(new Set(ids)).toEqual(new Set(expected.map(({ id }) => id)));
  const transcripts = await readAll(sandbox, '/v2/calls/transcript', 'callTranscripts', { body: { filter } });
  expect(transcripts.length).toBeGreaterThan(0);
  expect(transcripts.every(({ callId }) => ids.includes(callId))).toBe(true);
});

test('conferences begin early, on time, minutes late and hours off', () => {
  const delays = calls
    .filter(isConference)
    .map(({ scheduled, started }) => (at(started) - at(scheduled)) / 60_000);
  expect(delays.some((delay) => delay === 0)).toBe(true);
  expect(delays.some((delay) => delay < 0 && delay > -5)).toBe(true);
  expect(delays.some((delay) => delay > 0 && delay < 15)).toBe(true);
  expect(delays.some((delay) => delay > 60)).toBe(true);
  expect(delays.some((delay) => delay < -60)).toBe(true);
});

test('from is inclusive and to exclusive, also at midnight UTC, where some calls stand exactly', async () => {
  const edge = calls.find(
    (call) =>
      isConference(call) && at(call.scheduled) % 86_400_000 === 0 && at(call.started) !== at(call.scheduled),
  );
  expect(edge).toBeDefined();
  const instant = new Date(at(edge?.scheduled)).toISOString();
  expect(await listedIds(instant, new Date(at(instant) + 1).toISOString())).toContain(edge?.id);
  expect(await listedIds(new Date(at(instant) - 3_600_000).toISOString(), instant)).not.toContain(edge?.id);
});

test('either date may be absent', async () => {
  const { body } = await ask(sandbox, '/v2/calls', { query: { fromDateTime: '2026-10-02T00:00:00Z' } });
  expect(body.records?.totalRecords).toBe(900);
});

test('ids and dates together mean their intersection', async () => {
  const chosen = calls.slice(0, 5).map(({ id }) => id);
  expect(new Set(await startedIds({ callIds: [...chosen, '1234567890123456789', chosen[0]] }))).toEqual(
    new Set(chosen),
  );
  const last = calls.at(-1);
  const filter = { callIds: [...chosen, last?.id], fromDateTime: '2026-10-20T00:00:00Z' };
  expect(await startedIds(filter)).toEqual([last?.id]);
});

test('calls can be narrowed to a workspace and to hosts', async () => {
  const { workspaceId, primaryUserId } =
    calls.find((call) => call.workspaceId !== calls[0]?.workspaceId) ?? {};
  const found = await readAll(sandbox, '/v2/calls', 'calls', { query: { workspaceId: String(workspaceId) } });
  expect(found.length).toBe(calls.filter((call) => call.workspaceId === workspaceId).length);
  const hosted = await startedIds({ primaryUserIds: [primaryUserId] });
  expect(hosted.length).toBe(calls.filter((call) => call.primaryUserId === primaryUserId).length);
});

test('one call can be read by its id', async () => {
  const { body } = await ask(sandbox, `/v2/calls/${calls[7]?.id}`);
  expect(body['call']).toEqual(calls[7]);
  expect((await ask(sandbox, '/v2/calls/1234567890123456789')).body.errors).toEqual([
    'Call ID was not found',
  ]);
});

function parseCall(text: string): Call {
  const call: Call = JSON.parse(text);
  return call;
}
