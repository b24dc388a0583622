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
async function read(ids: readonly string[], answer: (id: string) => Answer) {
  const events = new EventEmitter<GongEvents>();
  const warnings: string[] = [];
  events.on('warning', ({ text }) => warnings.push(text));
  const requests: GongRequest[] = [];
  const gong: Gong = {
    ...quiet,
    events,
    async request(request) {
      requests.push(request);
      return answer(request.path.split('/')[3] ?? '');
    },
  };
  const readChildren = children.open(gong);
  const records: JsonObject[] = [];
  for (const id of ids) {
    for await (const page of readChildren([{ id }], signal)) records.push(...page);
  }
  readChildren.end?.();
  return { records, warnings, requests };
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
  const reading = read(['1', '2', '3', '4', '5'], () => {
    asked += 1;
    return refused(403);
  });
  await expect(reading).rejects.toThrow('no');
  expect(asked).toBe(3);
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
  const { requests } = await read(['1', '2', '3'], (id) => (id === '2' ? refused(500) : toysOf(id)));
  expect(requests.map(({ attempts }) => attempts)).toEqual([undefined, undefined, 2]);
});
