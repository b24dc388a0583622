import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { runEngine } from './engine.ts';
import { RUNS } from './runs.ts';
import { differences, ends, miscounted, skipped, streamsOf } from './stream-outcome.ts';
import { brokenPlans } from './sync-plan.ts';

const some = brokenPlans.map((plan) => (plan.world.filing === 'twice' ? { ...plan, states: [] } : plan));

test('whatever fails, a state has all before it that there was, and nothing is sent twice', async () => {
  await fc.assert(
    fc.asyncProperty(some, async (plan) => {
      for (const stream of streamsOf(await runEngine(plan))) {
        expect(skipped(stream)).toEqual([]);
        expect(miscounted(stream)).toEqual([]);
        expect(differences(stream)).toMatchObject({ repeated: [], foreign: [] });
      }
    }),
    { numRuns: RUNS },
  );
});

test('whatever fails, a stream ends once, is silent from then on, and says so if it is not complete', async () => {
  await fc.assert(
    fc.asyncProperty(some, async (plan) => {
      for (const stream of streamsOf(await runEngine(plan))) {
        const [end, ...others] = ends(stream);
        expect(others).toEqual([]);
        expect(end?.isLast).toBe(true);
        expect(end?.status === 'COMPLETE' ? differences(stream).lost : []).toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
});
