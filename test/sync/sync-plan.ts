import * as fc from 'fast-check';
import { worlds, type WorldPlan } from './call-world.ts';
import type { GongPlan } from './listed-gong.ts';
import { SMALL_PAGE } from './small-pages.ts';

/** A sync in few words. */
export interface SyncPlan {
  readonly world: WorldPlan;
  readonly gong: GongPlan;
  /** Requests in flight. */
  readonly workers: number;
  /** Whether that number goes up and down. */
  readonly isRestless: boolean;
  /** Milliseconds from page to page; the longer, the smaller the windows. */
  readonly pageInterval: number;
  /** Milliseconds by which the clock goes on with each step of a wait. */
  readonly clockStep: number;
  /** Where the states of the streams lie in the range, from 0 to 1; undefined where there is none. */
  readonly states: readonly (number | undefined)[];
  readonly lookbackDays: number;
  /** The numbers of the requests that fail for good. */
  readonly failing: readonly number[];
  /** The number of the request at which the whole sync is told to end. */
  readonly abortAt: number | undefined;
}

/** One that is smaller than the engine was told makes more pages than the engine reckons with. */
const PAGE_SIZES = [SMALL_PAGE, SMALL_PAGE, 7, 3];

const states = fc.oneof(
  fc.constant([]),
  fc.array(fc.option(fc.constantFrom(0.1, 0.5, 0.9), { nil: undefined }), { minLength: 3, maxLength: 3 }),
);

const requestNumbers = fc.integer({ min: 1, max: 120 });

/** Syncs in which every request is answered in the end. */
export const plans: fc.Arbitrary<SyncPlan> = fc.record({
  world: worlds(400),
  gong: fc.record({
    pageSize: fc.constantFrom(...PAGE_SIZES),
    // Three, since a window that cannot be cut is begun again as often.
    expiries: fc.nat(3),
    saysTotal: fc.constantFrom(true, true, true, false),
    isShifting: fc.constantFrom(false, false, true),
  }),
  workers: fc.integer({ min: 1, max: 8 }),
  isRestless: fc.boolean(),
  pageInterval: fc.constantFrom(1_500, 3_000, 5_000, 5_000),
  clockStep: fc.constantFrom(0, 20, 100),
  states,
  lookbackDays: fc.constantFrom(0, 0, 1),
  failing: fc.constant([]),
  abortAt: fc.constant(undefined),
});

/** The same with requests that fail, or with an end of the whole sync on the way. */
export const brokenPlans: fc.Arbitrary<SyncPlan> = fc
  .tuple(
    plans,
    fc.array(requestNumbers, { minLength: 1, maxLength: 3 }),
    fc.option(requestNumbers, { nil: undefined, freq: 1 }),
  )
  .map(([plan, failing, abortAt]) => ({ ...plan, failing, abortAt }));
