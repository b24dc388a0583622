import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/base/json-object.ts';
import type { Gong } from '../../src/gong/client.ts';
import type { GongEvents } from '../../src/gong/events.ts';
import { eachParent } from '../../src/streams/each-parent.ts';
import { quiet } from '../gong/quiet-gong.ts';

const { signal } = new AbortController();

interface Listed {
  readonly ids: readonly string[];
  readonly total?: number;
}

/** Reads the toys of so many children. `listed` says what a request for those of a child brings, by how often it came before. */
async function read(children: number, isShared: boolean, listed: (child: string, before: number) => Listed) {
  const toys = eachParent({
    stream: 'toys',
    parents: { name: 'children', field: 'id' },
    request: (id) => ({ method: 'GET', path: '/v2/toys', query: { child: id } }),
    itemsKey: 'toys',
    isShared,
    toRecords: (toy, { id }) => [{ ...toy, child: id }],
  });
  const events = new EventEmitter<GongEvents>();
  const warnings: object[] = [];
  events.on('warning', (warning) => warnings.push(warning));
  const asked: string[] = [];
  const gong: Gong = {
    ...quiet,
    events,
    async request({ query }) {
      const child = String(query?.['child']);
      const { ids, total } = listed(child, asked.filter((each) => each === child).length);
      asked.push(child);
      const records = total === undefined ? {} : { records: { totalRecords: total } };
      return { kind: 'data', body: { toys: ids.map((id) => ({ id })), ...records } };
    },
  };
  const readToys = toys.open(gong);
  const found: JsonObject[] = [];
  for (let child = 1; child <= children; child += 1) {
    for await (const page of readToys([{ id: String(child) }], signal)) found.push(...page);
  }
  for await (const page of readToys.end?.(signal) ?? []) found.push(...page);
  return {
    found: found.map(({ id, child }) => `${String(child)}${String(id)}`),
    warnings,
    requests: asked.length,
  };
}

function cutShort(child: string, before: number): Listed {
  return child === '2' && before === 0 ? { ids: ['a'], total: 3 } : { ids: ['c', 'a', 'b'], total: 3 };
}

test.each([false, true])('a list that was cut short is read again, shared: %j', async (isShared) => {
  const { found, warnings, requests } = await read(3, isShared, cutShort);
  expect(found).toEqual(['1c', '1a', '1b', '2a', '2c', '2b', '3c', '3a', '3b']);
  expect([warnings, requests]).toEqual([[], 4]);
});

test.each([false, true])('counts that are never reached cost few requests, shared: %j', async (isShared) => {
  const { found, warnings, requests } = await read(20, isShared, () => ({ ids: ['a'], total: 2 }));
  expect(found).toHaveLength(20);
  expect(requests).toBe(20 + 3);
  expect(warnings).toEqual([
    {
      stream: 'toys',
      text: expect.stringMatching('^Gong counted 40 items at /v2/toys and listed 20, in 20 lists '),
    },
  ]);
});

test.each([undefined, 0, 1])('a count of %j that is none, or too low, says nothing', async (total) => {
  const few = { ids: ['a', 'b'], ...(total === undefined ? {} : { total }) };
  const { found, warnings, requests } = await read(5, false, () => few);
  expect([found.length, warnings, requests]).toEqual([10, [], 5]);
});
