import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { END } from './call-world.ts';
import { runEngine } from './engine.ts';
import { isLate } from './listed-gong.ts';
import { RUNS } from './runs.ts';
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
        const isFirst = plan.lookbackDays > 0 && plan.states.length === 0;
        expect(isFirst ? lastReached(stream) : END).toBe(END);
        expect(ends(stream)).toEqual([{ status: 'COMPLETE', isLast: true }]);
        expect(skipped(stream)).toEqual([]);
        expect(miscounted(stream)).toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
});

test('a call that Gong files twice reaches a stream that begins between its times', async () => {
  const filedTwice = plans.filter(({ world }) => world.filing === 'twice');
  const states = fc.shuffledSubarray([0.1, 0.5, 0.9], { minLength: 3 });
  await fc.assert(
    fc.asyncProperty(filedTwice, states, async (plan, given) => {
      const outcome = await runEngine({ ...plan, states: given, lookbackDays: 0, isShared: false });
      for (const stream of streamsOf(outcome)) expect(differences(stream)).toEqual(NOTHING);
    }),
    { numRuns: RUNS },
  );
});

test('calls that Gong publishes during a sync hide none that were there before', async () => {
  await fc.assert(
    fc.asyncProperty(plans, fc.integer({ min: 1, max: 30 }), async (plan, publishesAt) => {
      const world = plan.world.filing === 'twice' ? { ...plan.world, filing: 'either' as const } : plan.world;
      const outcome = await runEngine({ ...plan, world, gong: { ...plan.gong, publishesAt } });
      const late = new Set(outcome.calls.filter(isLate).map(({ record }) => record.id));
      for (const stream of streamsOf(outcome)) {
        const { lost, ...rest } = differences(stream);
        expect({ ...rest, lost: lost.filter((id) => !late.has(id)) }).toEqual(NOTHING);
      }
    }),
    { numRuns: RUNS },
  );
});
