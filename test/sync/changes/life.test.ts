import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RUNS } from '../runs.ts';
import { live, type LifePlan } from './life.ts';

const plans: fc.Arbitrary<LifePlan> = fc.record({
  seed: fc.nat(),
  emitDeletes: fc.boolean(),
  isShared: fc.boolean(),
  takesBack: fc.boolean(),
});

/** Found what seldom comes up: a change that is not announced before it goes out. */
const examples: [LifePlan][] = [
  [{ seed: 2095372376, emitDeletes: false, isShared: false, takesBack: false }],
];

test('the destination equals Gong in the end, behind whatever line syncs have broken off', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      expect(await live(plan)).toEqual({ untrue: [], differences: [] });
    }),
    // From a smaller seed follows no shorter life.
    { numRuns: Math.ceil(RUNS / 20), endOnFailure: true, examples },
  );
});
