import * as fc from 'fast-check';
import { worlds, type WorldPlan } from './call-world.ts';
import type { GongPlan } from './listed-gong.ts';
import { SMALL_PAGE } from './small-pages.ts';

/** A sync in few words. */
export interface SyncPlan {
  readonly world: WorldPlan;
  readonly gong: GongPlan;
  /** Whether the calls with their content are read as well, whose list then feeds all streams. */
  readonly isShared: boolean;
  /** Requests in flight that use up the rate limit. */
  readonly concurrency: number;
  /** Whether that number goes up and down. */
  readonly isRestless: boolean;
  readonly requestsPerSecond: number;
  /** Milliseconds by which the clock goes on with each step of a wait. */
  readonly clockStepMs: number;
  /** Where the states of the streams lie in the range, from 0 to 1; undefined where there is none. */
  readonly states: readonly (number | undefined)[];
  readonly lookbackDays: number;
  /** The numbers of the requests that fail for good. */
  readonly failing: readonly number[];
  /** The number of the request at which the whole sync is told to end. */
  readonly abortAt: number | undefined;
  /** Requests that the day allows. */
  readonly budget: number;
}

/** One that is smaller than the engine was told makes more pages than the engine reckons with. */
const PAGE_SIZES = [SMALL_PAGE, SMALL_PAGE, 7, 3];

const states = fc.oneof(
  fc.constant([]),
  fc.array(fc.option(fc.constantFrom(0.1, 0.5, 0.9), { nil: undefined }), { minLength: 3, maxLength: 3 }),
);

const requestNumbers = fc.integer({ min: 1, max: 120 });

/** Syncs in which every request is answered in the end, and rightly. */
export const plans: fc.Arbitrary<SyncPlan> = fc
  .record({
    world: worlds(400),
    gong: fc.record({
      pageSize: fc.constantFrom(...PAGE_SIZES),
      // Three, since a window that cannot be cut is begun again as often.
      expiries: fc.nat(3),
      count: fc.constantFrom('right', 'right', 'right', 'missing'),
      isShifting: fc.constantFrom(false, false, true),
      hasShortPages: fc.constantFrom(false, false, true),
    }),
    isShared: fc.boolean(),
    concurrency: fc.constantFrom(0.5, 1, 2.4, 5),
    isRestless: fc.boolean(),
    requestsPerSecond: fc.constantFrom(0.2, 3, 1_000),
    clockStepMs: fc.constantFrom(0, 20, 3_000),
    states,
    lookbackDays: fc.constantFrom(0, 1, 7),
    failing: fc.constant([]),
    abortAt: fc.constant(undefined),
    budget: fc.constant(Infinity),
  })
  // A list that files calls on other days than the extensive one holds more than that at the borders of what is read,
  // so that it is read as well.
  .map((plan) => (plan.isShared ? { ...plan, world: { ...plan.world, isFarOff: false } } : plan));

/** The same with requests that fail, or with an end of the whole sync on the way, or of the day's requests. */
export const brokenPlans: fc.Arbitrary<SyncPlan> = fc
  .tuple(
    plans,
    fc.array(requestNumbers, { minLength: 1, maxLength: 3 }),
    fc.option(requestNumbers, { nil: undefined, freq: 1 }),
    fc.option(requestNumbers, { nil: Infinity, freq: 1 }),
  )
  .map(([plan, failing, abortAt, budget]) => ({ ...plan, failing, abortAt, budget }));
