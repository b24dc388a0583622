import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import type { Gong, GongRequest } from '../../src/gong/client.ts';
import type { GongEvents } from '../../src/gong/events.ts';
import { eachParent } from '../../src/streams/each-parent.ts';
import type { Answer } from '../gong/scripted-gong.ts';
import { quiet } from '../gong/quiet-gong.ts';

const { signal } = new AbortController();

const children = eachParent({
  stream: 'toys',
  parents: { name: 'users', field: 'id' },
  request: (id) => ({ method: 'GET', path: `/v2/users/${id}/toys` }),
  itemsKey: 'toys',
  toRecords: (toy, { id }) => [{ ...toy, userId: id }],
});

function refused(status: number, text = 'no'): Answer {
  return { kind: 'rejected', status, text, error: new ConfigError(text, { status }) };
}

/** Asks these parents for their children. `answer` gets the id of a parent. */
async function read(ids: readonly string[], answer: (id: string, request: GongRequest) => Answer) {
  const events = new EventEmitter<GongEvents>();
  const warnings: string[] = [];
  events.on('warning', ({ text }) => warnings.push(text));
  const requests: GongRequest[] = [];
  const gong: Gong = {
    ...quiet,
    events,
    async request(request) {
      requests.push(request);
      return answer(request.path.split('/')[3] ?? '', request);
    },
  };
  const readChildren = children.open(gong);
  const records: JsonObject[] = [];
  for (const id of ids) {
    for await (const page of readChildren([{ id }], signal)) records.push(...page);
  }
  for await (const page of readChildren.end?.(signal) ?? []) records.push(...page);
  return { records, warnings, requests };
}

/** From 1. */
function upTo(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1));
}

function toysOf(id: string): Answer {
  return { kind: 'data', body: { toys: [{ name: `toy of ${id}` }] } };
}

test('each parent is asked for its children, which know it', async () => {
  const { records, warnings } = await read(['1', '2'], toysOf);
  expect(records).toEqual([
    { name: 'toy of 1', userId: '1' },
    { name: 'toy of 2', userId: '2' },
  ]);
  expect(warnings).toEqual([]);
});

test.each([400, 403, 404, 500])('a parent that fails with %i is left out, and said', async (status) => {
  const { records, warnings } = await read(['1', '2', '3'], (id) =>
    id === '1' ? refused(status) : toysOf(id),
  );
  expect(records.map(({ userId }) => userId)).toEqual(['2', '3']);
  expect(warnings).toEqual(['What belongs to 1 is left out of toys, since Gong does not give it: no']);
});

test('where none is served the stream fails, before all have been asked', async () => {
  let asked = 0;
  const reading = read(upTo(1_000), () => {
    asked += 1;
    return refused(403);
  });
  await expect(reading).rejects.toThrow('no');
  expect(asked).toBeLessThan(25);
});

test.each([
  ['the first three', [1, 2, 3]],
  ['nine of ten', [1, 2, 3, 4, 5, 6, 7, 8, 10]],
  ['all but the last', upTo(39).map(Number)],
])('%s that are refused do not take the others with them', async (_which, bad) => {
  const count = Math.max(10, bad.length + 1);
  const { records, warnings, requests } = await read(upTo(count), (id) =>
    bad.includes(Number(id)) ? refused(403) : toysOf(id),
  );
  expect(records).toHaveLength(count - bad.length);
  expect(warnings).toEqual([expect.stringContaining('is left out of toys')]);
  expect(requests.length).toBeLessThan(1.3 * count + 5);
});

test.each([403, 500])('%i for all that come after the first few ends the stream soon', async (status) => {
  let asked = 0;
  const reading = read(upTo(100), (id) => {
    asked += 1;
    return asked > 20 ? refused(status) : toysOf(id);
  });
  await expect(reading).rejects.toThrow('no');
  expect(asked).toBe(24);
});

test('so it does where these are the last few', async () => {
  let asked = 0;
  const answer = (id: string): Answer => ((asked += 1) > 9 ? refused(500) : toysOf(id));
  await expect(read(upTo(10), answer)).rejects.toThrow('no');
});

test('one that Gong could not serve for a moment is asked for again once it serves others', async () => {
  const troubled = new Set(['3', '4', '5', '9']);
  const { records, warnings } = await read(upTo(9), (id) =>
    troubled.delete(id) ? refused(500) : toysOf(id),
  );
  expect(new Set(records.map(({ userId }) => userId))).toEqual(new Set(upTo(9)));
  expect(records).toHaveLength(9);
  expect(warnings).toEqual([]);
});

test('that nothing is there for one is no sign that the credentials may see more than nothing', async () => {
  const nothing: Answer = { kind: 'empty' };
  await expect(read(upTo(4), (id) => (id === '1' ? nothing : refused(403)))).rejects.toThrow('no');
  const { warnings } = await read(upTo(4), (id) => (id === '1' ? refused(403) : nothing));
  expect(warnings).toHaveLength(1);
});

test('a refusal of the machine is not about the parent', async () => {
  const error = new ConfigError('the address', { status: 403, isGeneral: true });
  const answer = (id: string): Answer =>
    id === '2' ? { kind: 'rejected', status: 403, text: '', error } : toysOf(id);
  await expect(read(upTo(3), answer)).rejects.toThrow('the address');
});

test('where there are only a few and none is served it fails as well', async () => {
  await expect(read(['1'], () => refused(403))).rejects.toThrow('no');
});

test.each([
  [401, 'Unauthorized access'],
  [403, "You don't have permission to use 'api:users:read' in your app."],
  [429, 'too many'],
])('%i "%s" is not about the parent', async (status, text) => {
  const answer = (id: string) => (id === '2' ? refused(status, text) : toysOf(id));
  await expect(read(['1', '2', '3'], answer)).rejects.toThrow(text);
});

test('once one has failed, the others are not tried for long', async () => {
  const { requests } = await read(upTo(3), (id) => (id === '2' ? refused(500) : toysOf(id)));
  // The last two are for the second once more, as often as usual, and for one that was served.
  expect(requests.map(({ path, attemptsAt }) => [path.split('/')[3], attemptsAt])).toEqual([
    ['1', undefined],
    ['2', undefined],
    ['3', { 500: 2 }],
    ['2', undefined],
    ['3', undefined],
  ]);
});

/** A Gong that cannot serve parents for so many seconds since it was first asked for them. Attempts take their time. */
function gongWithTroubles(troubles: Readonly<Record<string, number>>) {
  const ends = new Map<string, number>();
  let now = 0;
  return (id: string, { attemptsAt }: GongRequest): Answer => {
    const end = ends.get(id) ?? now + (troubles[id] ?? 0);
    ends.set(id, end);
    const givenUp = now + (attemptsAt === undefined ? 90 : 1);
    now = Math.min(givenUp, Math.max(now, end));
    return now < end ? refused(500) : toysOf(id);
  };
}

test.each([
  [{ 2: 100, 4: 30, 6: 30 }, []],
  [{ 2: Infinity, 4: 30, 6: 30 }, ['2']],
  [{ 2: 100, 4: Infinity, 6: 30, 8: 80 }, ['4']],
])(
  'of parents with troubles of their own, in seconds: %j, only %j are left out',
  async (troubles, leftOut) => {
    const { records } = await read(upTo(9), gongWithTroubles(troubles));
    const came = records.map(({ userId }) => userId);
    expect(upTo(9).filter((id) => !came.includes(id))).toEqual(leftOut);
    expect(came).toHaveLength(9 - leftOut.length);
  },
);
