import { expect, test } from 'vitest';
import { HOUR } from '../../../src/base/instant.ts';
import { isJsonObject, objectOf, type JsonObject } from '../../../src/base/json-object.ts';
import { nameOf } from '../../../src/sync/changes/identity.ts';
import { itemKey } from '../../../src/sync/changes/item-key.ts';
import {
  readSavedChanges,
  writeSavedChanges,
  type SavedChanges,
} from '../../../src/sync/changes/saved-changes.ts';
import { END } from '../call-world.ts';

const form = { hasTime: true, hasHint: false, hasRows: false };

function opened(state: unknown, shape = 'shape'): { readonly saved: SavedChanges; readonly damages: number } {
  let damages = 0;
  const saved = readSavedChanges(state, { form, shape, onDamage: () => (damages += 1) });
  return { saved, damages };
}

/** So many items, of which each hour before the end has some. */
function filled(count: number, itemsPerHour: number): SavedChanges {
  const { saved } = opened(undefined);
  for (let index = 0; index < count; index += 1) {
    const hour = new Date(END - Math.floor(index / itemsPerHour) * HOUR).toISOString().slice(0, 13);
    const key = { high: 1_650_000_000, low: index * 7, text: undefined };
    saved.seen.put({ key, hour, time: index, fingerprint: 0x0999, hint: 0, rows: 0 });
  }
  return saved;
}

function written(
  saved: SavedChanges,
  onDropped: (hours: readonly string[]) => void = () => expect.unreachable(),
): JsonObject {
  return objectOf(JSON.parse(JSON.stringify(writeSavedChanges(saved, 'shape', onDropped))));
}

test('what is written comes back', () => {
  const saved = filled(50, 5);
  saved.absent.set('17', END);
  saved.tooMuchAbsentSince = END - HOUR;
  const { saved: read, damages } = opened(written(saved));
  expect(damages).toBe(0);
  expect([...read.seen].map(({ hour, time, key }) => [hour, time, key])).toEqual(
    [...saved.seen]
      .toSorted((one, other) =>
        one.hour < other.hour ? -1 : one.hour > other.hour ? 1 : one.time - other.time,
      )
      .map(({ hour, time, key }) => [hour, time, key]),
  );
  expect([...read.absent]).toEqual([['17', END]]);
  expect(read.tooMuchAbsentSince).toBe(END - HOUR);
});

test('of more than 20,000 the oldest hours are dropped, and a state stays under 500 kB', () => {
  const saved = filled(20_001, 120);
  const dropped: string[] = [];
  const state = written(saved, (hours) => dropped.push(...hours));
  expect(JSON.stringify(state).length).toBeLessThan(500_000);
  expect(dropped.length).toBeGreaterThan(0);
  const kept = Object.keys(objectOf(state['seen']));
  expect(kept.length + dropped.length).toBe(167);
  expect([...kept, ...dropped].toSorted().slice(0, dropped.length)).toEqual(dropped.toSorted());
  expect(opened(state)).toMatchObject({ damages: 0 });
  expect(opened(state).saved.seen.size).toBeGreaterThan(19_000);
});

test('what a list is known by is dropped with its entries, and a state stays under 500 kB', () => {
  const { saved } = opened(undefined);
  for (let index = 0; index < 8_000; index += 1) {
    const key = itemKey(JSON.stringify([`"${index}"`, 'é'.repeat(60)]));
    const hour = new Date(END - Math.floor(index / 50) * HOUR).toISOString().slice(0, 13);
    saved.seen.put({ key, hour, time: index, fingerprint: 9, hint: 0, rows: 0 });
    saved.names.set(nameOf(key), key.text ?? '');
  }
  const [one, other] = [1, 2].map(() =>
    written(saved, (hours) => {
      for (const hour of hours) saved.seen.dropHour(hour);
    }),
  );
  expect(Buffer.byteLength(JSON.stringify(one))).toBeLessThan(500_000);
  expect(other).toEqual(one);
  expect(saved.seen.size).toBeGreaterThan(1_000);
  expect(saved.names.size).toBe(saved.seen.size);
});

test('19,000 have room', () => {
  expect(opened(written(filled(19_000, 120))).saved.seen.size).toBe(19_000);
});

const state = written(filled(20, 5));
const [hour = ''] = Object.keys(objectOf(state['seen']));
const text = String(objectOf(state['seen'])[hour]);

function withSeen(change: (seen: JsonObject) => unknown): JsonObject {
  return { ...state, seen: change(objectOf(state['seen'])) };
}

function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes.writeUInt8(bytes.readUInt8(10) ^ 1, 10);
  return bytes.toString('base64');
}

test.each<[string, JsonObject]>([
  ['a text that was cut off', withSeen((seen) => ({ ...seen, [hour]: text.slice(0, -4) }))],
  ['an entry that was cut off', withSeen((seen) => ({ ...seen, [hour]: text.slice(0, -24) }))],
  ['a bit that was flipped', withSeen((seen) => ({ ...seen, [hour]: flipped(text) }))],
  ['an hour that is missing', withSeen(({ [hour]: _missing, ...seen }) => seen)],
  ['a number for a text', withSeen((seen) => ({ ...seen, [hour]: 5 }))],
  ['a list for the hours', withSeen(() => [])],
  ['null for the hours', withSeen(() => null)],
  ['an hour that is none', withSeen(({ [hour]: each, ...seen }) => ({ ...seen, 'in the evening': each }))],
  ['another hour', withSeen(({ [hour]: each, ...seen }) => ({ ...seen, '2026-01-01T00': each }))],
  ['another sum', { ...state, sum: 'AAAAAAAAAAAA' }],
  ['no sum', { ...state, sum: undefined }],
  ['a list for what is absent', { ...state, absent: [] }],
  ['a number for a moment', { ...state, absent: { 17: 5 } }],
  ['a text for a moment', { ...state, absent: { 17: 'yesterday' } }],
  ['something absent that was not', { ...state, absent: { 17: '2026-11-20T08:00:00Z' } }],
  ['a text for the names', { ...state, names: 'none' }],
  ['another name', { ...state, names: { '0000000000000007': 'somebody else' } }],
  ['a moment of too much absence that is none', { ...state, too_much_absent_since: 'once' }],
])('with %s nothing counts, and the log is told', (_what, damaged) => {
  const { saved, damages } = opened(damaged);
  expect(saved.seen.size).toBe(0);
  expect(saved.absent.size).toBe(0);
  expect(damages).toBe(1);
});

test('any bit that is flipped anywhere is noticed', () => {
  const bytes = Buffer.from(text, 'base64');
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    const { saved, damages } = opened(withSeen((seen) => ({ ...seen, [hour]: copy.toString('base64') })));
    expect([saved.seen.size, damages]).toEqual([0, 1]);
  }
});

test.each<[string, unknown, string]>([
  ['another version', { ...state, v: 2 }, 'shape'],
  ['no version', { ...state, v: undefined }, 'shape'],
  ['another shape', state, 'another shape'],
  ['nothing of the kind', { started: '2026-11-20T08:00:00Z', utc: true }, 'shape'],
  ['no state', undefined, 'shape'],
  ['a text for a state', 'state', 'shape'],
])('with %s nothing counts, and nothing is wrong', (_what, given, shape) => {
  const { saved, damages } = opened(given, shape);
  expect(saved.seen.size).toBe(0);
  expect(damages).toBe(0);
  expect(isJsonObject(state['seen'])).toBe(true);
});
