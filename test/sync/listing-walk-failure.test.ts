import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { runEngine } from './engine.ts';
import { differences, ends, lastReached, miscounted, skipped, streamsOf } from './stream-outcome.ts';
import { brokenPlans, type SyncPlan } from './sync-plan.ts';

vi.mock('../../src/sync/window-size.ts', () => import('./small-window-size.ts'));

const some = brokenPlans.map((plan) => (plan.world.filing === 'twice' ? { ...plan, states: [] } : plan));

/** Once a walk waited for ever for another one that was never begun. */
const endless: SyncPlan = {
  world: { seed: 14, count: 196, span: 5_000, spread: 'even', filing: 'either', order: 'descending' },
  gong: { pageSize: 10, expiries: 3, saysTotal: true, isShifting: false },
  workers: 7,
  isRestless: true,
  pageInterval: 1_500,
  clockStep: 0,
  states: [],
  lookbackDays: 0,
  failing: [5],
  abortAt: undefined,
};

test('whatever fails, a state has all before it that there was, and nothing is sent twice', async () => {
  await fc.assert(
    fc.asyncProperty(some, async (plan) => {
      for (const stream of streamsOf(await runEngine(plan))) {
        expect(skipped(stream)).toEqual([]);
        expect(miscounted(stream)).toEqual([]);
        expect(differences(stream)).toMatchObject({ repeated: [], foreign: [] });
      }
    }),
    { numRuns: 500, examples: [[endless]] },
  );
});

test('whatever fails, a stream ends once, is silent from then on, and says so if it is not complete', async () => {
  await fc.assert(
    fc.asyncProperty(some, async (plan) => {
      for (const stream of streamsOf(await runEngine(plan))) {
        const [end, ...others] = ends(stream);
        expect(others).toEqual([]);
        expect(end?.isLast).toBe(true);
        if (end?.status !== 'COMPLETE') continue;
        expect(differences(stream).lost).toEqual([]);
        expect(lastReached(stream)).toBe(stream.end);
      }
    }),
    { numRuns: 500 },
  );
});
