import * as fc from 'fast-check';
import { DAY, formatInstant, HOUR, SECOND, type Instant } from '../../src/base/instant.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import { below, randomOf } from './random.ts';

/** The end of what every sync reads. */
export const END = Date.UTC(2026, 10, 20, 8);

/** A list of calls in few words; the rest follows from the seed. */
export interface WorldPlan {
  readonly seed: number;
  readonly count: number;
  /** From the first moment that is read to `END`, in milliseconds. */
  readonly span: number;
  readonly spread: 'even' | 'clustered' | 'in one second';
  /** Under which of its times GET /v2/calls files a call; with `twice` some are filed under both. */
  readonly filing: 'scheduled' | 'started' | 'either' | 'twice';
  /** Whether some calls start on quite another day than they were scheduled for. */
  readonly isFarOff: boolean;
  readonly order: 'ascending' | 'by start' | 'one behind' | 'nearly' | 'descending' | 'scattered';
}

/** A call, and what Gong knows of it but does not say. */
export interface Call {
  readonly record: JsonObject & { readonly id: string };
  readonly started: Instant;
  /** The times under which GET /v2/calls files it. */
  readonly filed: readonly Instant[];
  readonly hasTranscript: boolean;
  /** The list is sorted by it. */
  readonly rank: number;
}

const SPANS = [5 * SECOND, HOUR, DAY, 13 * DAY, 30 * DAY, 365 * DAY];

export function worlds(most: number): fc.Arbitrary<WorldPlan> {
  const common = {
    seed: fc.nat(),
    count: fc.nat(most),
    span: fc.constantFrom(...SPANS),
    spread: fc.constantFrom('even', 'clustered', 'in one second'),
    isFarOff: fc.boolean(),
  } as const;
  const filedOnce = fc.record({
    ...common,
    filing: fc.constantFrom('scheduled', 'started', 'either'),
    order: fc.constantFrom('ascending', 'by start', 'one behind', 'nearly', 'descending', 'scattered'),
  });
  // Gong says that it files a call once. If it did so twice, the order would at least have to be clear.
  const filedTwice = fc.record({
    ...common,
    filing: fc.constant('twice'),
    order: fc.constantFrom('ascending', 'descending', 'scattered'),
  });
  return fc.oneof({ arbitrary: filedOnce, weight: 3 }, { arbitrary: filedTwice, weight: 1 });
}

/** The calls in the order of Gong's list. */
export function callsOf(plan: WorldPlan): Call[] {
  const random = randomOf(plan.seed);
  const centres = Array.from({ length: 3 }, () => below(plan.span, random));
  return Array.from({ length: plan.count }, (_, index) => {
    const scheduled = wholeSecond(END - plan.span + offsetOf(plan, centres, random));
    const started = random() < 0.5 ? scheduled : scheduled + delayOf(plan, random);
    return callAt(plan, index, scheduled, started, random);
  }).toSorted((one, other) => one.rank - other.rank);
}

/** Some lie outside of what is read. */
function offsetOf({ span, spread }: WorldPlan, centres: readonly number[], random: () => number): number {
  if (spread === 'in one second') return span / 2;
  if (spread === 'even' || random() < 0.2) return span * (random() * 1.1 - 0.05);
  return (centres[below(centres.length, random)] ?? 0) + (random() * span) / 100;
}

/** Mostly minutes late, now and then early, and sometimes on quite another day. */
function delayOf({ span, isFarOff }: WorldPlan, random: () => number): number {
  const far = isFarOff ? span : Math.min(span, 20 * HOUR);
  const furthest = random() < 0.2 ? far : Math.min(span, HOUR) / 5;
  return wholeSecond(furthest * (random() * 1.2 - 0.2));
}

function callAt(
  { filing, order, span }: WorldPlan,
  index: number,
  scheduled: Instant,
  started: Instant,
  random: () => number,
): Call {
  const isPlanned = random() < 0.8;
  const way = filing === 'either' || filing === 'twice' ? random() : filing === 'scheduled' ? 0 : 1;
  const isTwice = filing === 'twice' && random() < 0.3;
  const times = isTwice ? [scheduled, started] : [way < 0.5 ? scheduled : started];
  const filed = isPlanned ? times : [started];
  const [first = started] = filed;
  const ranks = {
    ascending: first,
    'by start': started,
    'one behind': index === 1 ? Infinity : started,
    nearly: random() < 0.05 ? first + span * (random() - 0.5) : first,
    descending: -first,
    scattered: random(),
  };
  return {
    record: {
      id: String(index),
      started: formatInstant(started),
      ...(isPlanned ? { scheduled: formatInstant(scheduled) } : { scheduled: null }),
      isPrivate: random() < 0.05,
      // Also those that are filed by their plan, which Gong documents not to do.
      ...(random() < 0.3 ? { direction: 'Outbound' } : {}),
    },
    started,
    filed,
    hasTranscript: random() < 0.9,
    rank: ranks[order],
  };
}

function wholeSecond(instant: number): number {
  return Math.floor(instant / SECOND) * SECOND;
}
