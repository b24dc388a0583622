import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Watermark } from '../../src/sync/watermark.ts';

interface Piece {
  readonly from: number;
  readonly end: number;
}

function piece(from: number, end: number): Piece {
  return { from, end };
}

test('the mark moves over the unbroken run of closed pieces only', () => {
  const [first, second, third, fourth] = [piece(0, 10), piece(10, 20), piece(20, 30), piece(30, 40)] as const;
  const watermark = new Watermark([first, second, third, fourth]);
  expect(watermark.close(third)).toBeUndefined();
  expect(watermark.close(first)).toBe(10);
  expect(watermark.close(second)).toBe(30);
  expect(watermark.close(fourth)).toBe(40);
});

test('the parts of a piece take its place', () => {
  const [whole, left, right, next] = [piece(0, 20), piece(0, 10), piece(10, 20), piece(20, 30)] as const;
  const watermark = new Watermark([whole, next]);
  watermark.split(whole, [left, right]);
  expect(watermark.close(next)).toBeUndefined();
  expect(watermark.close(right)).toBeUndefined();
  expect(watermark.close(left)).toBe(30);
});

test('a piece that is unknown or closed twice moves nothing', () => {
  const [first, second] = [piece(0, 10), piece(10, 20)] as const;
  const watermark = new Watermark([first, second]);
  watermark.split(piece(0, 5), [piece(0, 1), piece(1, 2)]);
  expect(watermark.close(piece(0, 99))).toBeUndefined();
  expect(watermark.close(first)).toBe(10);
  expect(watermark.close(first)).toBeUndefined();
  expect(watermark.close(second)).toBe(20);
});

/** What to do with which of the open pieces: close it, or cut it at some places inside. */
const step = fc.record({ place: fc.nat(100), cutAt: fc.array(fc.nat(99), { maxLength: 3 }) });

/** The end of all that is read without a gap, found unit by unit. */
function endOf(done: ReadonlySet<number>): number {
  let unit = 0;
  while (done.has(unit)) unit += 1;
  return unit;
}

/** The piece cut at those of the places that lie inside it. */
function cut({ from, end }: Piece, places: readonly number[]): Piece[] {
  const inside = places.map((place) => from + place).filter((place) => place > from && place < end);
  const bounds = [...new Set([from, ...inside, end])].toSorted((one, other) => one - other);
  return bounds.slice(1).map((to, index) => piece(bounds[index] ?? 0, to));
}

test('in any order of closing and splitting the mark is the end of all that is closed without a gap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 40 }), (count, steps) => {
      const open = Array.from({ length: count }, (_, index) => piece(index * 100, (index + 1) * 100));
      const watermark = new Watermark(open);
      const done = new Set<number>();
      for (const { place, cutAt } of steps) {
        const chosen = open[place % (open.length || 1)];
        if (chosen === undefined) break;
        const parts = cut(chosen, cutAt);
        open.splice(open.indexOf(chosen), 1, ...(parts.length > 1 ? parts : []));
        const before = endOf(done);
        if (parts.length > 1) watermark.split(chosen, parts);
        else for (let unit = chosen.from; unit < chosen.end; unit += 1) done.add(unit);
        const mark = parts.length > 1 ? undefined : watermark.close(chosen);
        const after = endOf(done);
        expect(mark).toBe(after > before ? after : undefined);
        expect(mark ?? before).toBeLessThanOrEqual(open[0]?.from ?? count * 100);
      }
    }),
    { numRuns: 300 },
  );
});
