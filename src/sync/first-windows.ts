import { DAY, HOUR, type Instant } from '../base/instant.ts';
import type { List, Range, Window } from '../streams/list.ts';

/**
 * A longer stretch is begun in parts of these lengths from its end, and what is left, so that the limiter is not idle
 * while the first count is awaited: the newest are short enough to be read as they are, as a rule.
 */
const LONG_MS = 14 * DAY;
const FIRST_PARTS_MS = [7 * DAY, 28 * DAY];

/** What one stream wants of a list. */
export interface Demand {
  /** The newest first. */
  readonly toRead: readonly Range[];
  /** Whether this moment was read before. */
  covers(moment: Instant): boolean;
}

export interface FirstWindow<Of extends Demand> {
  readonly window: Window;
  /** The streams that want it. */
  readonly inputs: readonly Of[];
}

/** What a list is to be read for, the newest first. Where streams want different stretches, it is cut at their borders. */
export function firstWindows<Of extends Demand>(
  inputs: readonly Of[],
  { granularity, windows }: Pick<List, 'granularity' | 'windows'>,
  now: Instant,
): FirstWindow<Of>[] {
  if (windows !== undefined) return fixedWindows(inputs, windows, now);
  if (granularity === 'none') {
    const ranges = inputs.flatMap(({ toRead }) => toRead).slice(0, 1);
    return ranges.map((range) => ({ window: { ...range, isLast: true }, inputs }));
  }
  const wanted = inputs.map((input) => ({ input, ranges: input.toRead }));
  const borders = wanted.flatMap(({ ranges }) => ranges.flatMap(({ from, to }) => [from, to]));
  const sorted = [...new Set(borders)].toSorted((one, other) => one - other);
  const pieces = sorted.flatMap((from, index): (Range & { readonly inputs: Of[] })[] => {
    const to = sorted[index + 1] ?? from;
    const wanting = wanted.filter(({ ranges }) =>
      ranges.some((range) => range.from <= from && to <= range.to),
    );
    return from < to && wanting.length > 0 ? [{ from, to, inputs: wanting.map(({ input }) => input) }] : [];
  });
  return pieces
    .flatMap((piece) =>
      partsOf(piece, piece.inputs, granularity, now).map((range) => ({ range, inputs: piece.inputs })),
    )
    .map(({ range, inputs: of }) => ({ window: { ...range, isLast: range.to === now }, inputs: of }))
    .toReversed();
}

function fixedWindows<Of extends Demand>(
  inputs: readonly Of[],
  windows: (range: Range) => readonly Range[],
  now: Instant,
): FirstWindow<Of>[] {
  const found = new Map<string, { readonly range: Range; readonly inputs: Set<Of> }>();
  for (const input of inputs) {
    for (const range of input.toRead.flatMap((each) => windows(each))) {
      const key = `${range.from} ${range.to}`;
      const known = found.get(key) ?? { range, inputs: new Set() };
      found.set(key, { range, inputs: known.inputs.add(input) });
    }
  }
  return [...found.values()]
    .toSorted((one, other) => other.range.from - one.range.from)
    .map(({ range, inputs: of }) => ({ window: { ...range, isLast: range.to === now }, inputs: [...of] }));
}

function partsOf(
  range: Range,
  inputs: readonly Demand[],
  granularity: List['granularity'],
  now: Instant,
): Range[] {
  if (granularity !== 'second') return [range];
  // Of the last day Gong counts calls that it does not list yet. Where it is read often it stands by itself, so that
  // its count says nothing against what is older.
  const young = now - DAY;
  const isReadOften = range.to === now && inputs.every((input) => input.covers(young));
  const pieces =
    isReadOften && range.from < young
      ? [
          { ...range, to: young },
          { from: young, to: now },
        ]
      : [range];
  return pieces.flatMap((piece) => (piece.to - piece.from > LONG_MS ? inGrowingParts(piece) : [piece]));
}

function inGrowingParts(range: Range): Range[] {
  const parts: Range[] = [];
  let { to } = range;
  for (const lengthMs of FIRST_PARTS_MS) {
    const from = Math.floor((to - lengthMs) / HOUR) * HOUR;
    if (from <= range.from) break;
    parts.unshift({ from, to });
    to = from;
  }
  return [{ from: range.from, to }, ...parts];
}
