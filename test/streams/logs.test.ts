import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/base/json-object.ts';
import { Logs } from '../../src/streams/logs.ts';
import { scriptedGong } from '../gong/scripted-gong.ts';

async function idsOf(entries: readonly JsonObject[]): Promise<unknown[]> {
  const { list } = new Logs();
  const gong = scriptedGong({ kind: 'data', body: { requestId: 'r', logEntries: entries } });
  const { signal } = new AbortController();
  const ids: unknown[] = [];
  for await (const { items } of list.pages?.(gong, { from: 0, to: 1, isLast: true }, signal) ?? []) {
    ids.push(...items.map(list.key));
  }
  return ids;
}

test('an entry nested too deep to be compared is known by the rest, and the others are read', async () => {
  const deep: JsonObject = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`);
  const entry = { eventTime: '2026-11-20T08:00:00Z', userId: '7', userEmailAddress: null };
  const ids = await idsOf([
    { ...entry, logRecord: deep },
    { ...entry, logRecord: deep, userId: '8' },
    { ...entry, logRecord: { b: 1, a: [{ d: 1, c: 2 }] } },
    { ...entry, logRecord: { a: [{ c: 2, d: 1 }], b: 1 } },
  ]);
  expect(new Set(ids).size).toBe(3);
  expect(ids[2]).toBe(ids[3]);
});
