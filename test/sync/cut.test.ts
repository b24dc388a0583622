import { expect, test } from 'vitest';
import { callList } from '../../src/streams/call-lists.ts';
import type { Window } from '../../src/streams/list.ts';
import { WindowRead } from '../../src/sync/window-read.ts';

function windowOf(from: number, to: number): Window {
  return { from, to, isLast: false };
}

/** A window of so many items in three parts, of which so many come. */
function cutInto(total: number, ...counts: readonly number[]): readonly WindowRead[] {
  const whole = new WindowRead({ list: callList, window: windowOf(0, 3_000), inputs: [] });
  whole.notePage(total);
  const parts = whole.parts([windowOf(0, 1_000), windowOf(1_000, 2_000), windowOf(2_000, 3_000)]);
  for (const [index, part] of parts.entries()) bring(part, index, counts[index] ?? 0);
  return parts;
}

function bring(part: WindowRead, prefix: number, count: number): void {
  part.notePage(count);
  part.take(Array.from({ length: count }, (_, index) => ({ id: `${prefix} ${index}` })));
}

function end(part: WindowRead | undefined): { done: Window[]; again: Window[] } | undefined {
  const ended = part?.cut?.endPart(part);
  return (
    ended && {
      done: ended.done.map(({ window }) => window),
      again: ended.again.map(({ window }) => window),
    }
  );
}

test('parts that hold something are done at once, and an empty one when all that was counted has come', () => {
  const [first, second, third] = cutInto(5, 3, 0, 2);
  expect(end(first)).toEqual({ done: [windowOf(0, 1_000)], again: [] });
  expect(end(second)).toEqual({ done: [], again: [] });
  expect(end(third)).toEqual({ done: [windowOf(2_000, 3_000), windowOf(1_000, 2_000)], again: [] });
});

test('L1: an empty part is read once more where fewer came than were counted of the whole', () => {
  const [first, second, third] = cutInto(6, 3, 0, 2);
  for (const part of [first, third]) end(part);
  const ended = second?.cut?.endPart(second);
  expect(ended?.done).toEqual([]);
  const [again] = ended?.again ?? [];
  expect([again?.window, again?.isSecondRead]).toEqual([windowOf(1_000, 2_000), true]);
  // Whatever comes of it now.
  expect(end(again)).toEqual({ done: [windowOf(1_000, 2_000)], again: [] });
});

test('what a part is read in counts for it', () => {
  const [first, second, third] = cutInto(5, 3, 0, 2);
  const halves = first?.again([windowOf(0, 500), windowOf(500, 1_000)]) ?? [];
  for (const part of [second, third]) expect(end(part)?.again).toEqual([]);
  // What has been sent before is counted all the same.
  halves[0]?.take([{ id: '0 0' }]);
  halves[1]?.take([{ id: '0 1' }, { id: '0 2' }]);
  expect(end(halves[0])?.done).toEqual([windowOf(0, 500)]);
  expect(end(halves[1])?.done).toEqual([windowOf(500, 1_000), windowOf(1_000, 2_000)]);
});

test('L1: a part that ended with a full page is read once more as well', () => {
  const [first, second, third] = cutInto(302, 200, 100, 1);
  expect(end(first)?.done).toEqual([]);
  expect(end(third)?.done).toEqual([windowOf(2_000, 3_000)]);
  expect(first?.cut?.doubtful).toEqual([first]);
  const ended = second?.cut?.endPart(second);
  expect(ended?.again.map(({ window }) => window)).toEqual([windowOf(0, 1_000), windowOf(1_000, 2_000)]);
});

test('L1: what stays missing in the end is told', () => {
  const [first, second, third] = cutInto(6, 3, 0, 2);
  for (const part of [first, third]) end(part);
  const [again] = second?.cut?.endPart(second).again ?? [];
  expect(again?.cut?.endPart(again)).toMatchObject({ again: [], shortfall: 1 });
});

test('a count of its own stands for what a part did not list, which is told elsewhere', () => {
  const [first, second, third] = cutInto(6, 3, 0, 2);
  second?.notePage(1);
  for (const part of [first, second]) end(part);
  expect(third?.cut?.endPart(third)).toMatchObject({ again: [], shortfall: 0 });
});
