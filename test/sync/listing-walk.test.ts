import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { runEngine } from './engine.ts';
import { isLate } from './listed-gong.ts';
import { differences, ends, lastReached, miscounted, skipped, streamsOf } from './stream-outcome.ts';
import { plans } from './sync-plan.ts';

const NOTHING = { lost: [], repeated: [], foreign: [] };

test('every stream sends each of its calls once and comes to the end of the range', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      // A call that is filed twice has a test of its own where streams begin at different moments.
      const { filing } = plan.world;
      const outcome = await runEngine(filing === 'twice' ? { ...plan, states: [] } : plan);
      for (const stream of streamsOf(outcome)) {
        expect(differences(stream)).toEqual(NOTHING);
        expect(lastReached(stream)).toBe(stream.end);
        expect(ends(stream)).toEqual([{ status: 'COMPLETE', isLast: true }]);
        expect(skipped(stream)).toEqual([]);
        expect(miscounted(stream)).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});

test('a call that Gong files twice reaches a stream that begins between its times', async () => {
  const filedTwice = plans.filter(({ world }) => world.filing === 'twice');
  const states = fc.shuffledSubarray([0.1, 0.5, 0.9], { minLength: 3 });
  await fc.assert(
    fc.asyncProperty(filedTwice, states, async (plan, given) => {
      const outcome = await runEngine({ ...plan, states: given, lookbackDays: 0 });
      for (const stream of streamsOf(outcome)) expect(differences(stream)).toEqual(NOTHING);
    }),
    { numRuns: 300 },
  );
});

test('calls that Gong publishes during a sync hide none that were there before', async () => {
  const shared = plans.filter(({ world, workers }) => world.filing !== 'twice' && workers > 2);
  // Sorted by one time and filed by the other, or with one out of order, a list ends later than it seems to.
  const orders = fc.constantFrom(
    {},
    { order: 'one behind', filing: 'started' } as const,
    { order: 'by start', filing: 'scheduled' } as const,
  );
  await fc.assert(
    fc.asyncProperty(shared, orders, fc.integer({ min: 1, max: 30 }), async (plan, order, publishesAt) => {
      const world = { ...plan.world, ...order } as const;
      const gong = { ...plan.gong, expiries: 0, isShifting: false, saysTotal: true, publishesAt };
      const outcome = await runEngine({ ...plan, world, gong });
      const late = new Set(outcome.calls.filter(isLate).map(({ record }) => record.id));
      for (const stream of streamsOf(outcome)) {
        const { lost, ...rest } = differences(stream);
        expect({ ...rest, lost: lost.filter((id) => !late.has(id)) }).toEqual(NOTHING);
      }
    }),
    { numRuns: 500 },
  );
});
