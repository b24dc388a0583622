import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { runEngine, type Outcome } from './engine.ts';
import { isDeleted, isLacking, type CountPlan } from './listed-gong.ts';
import { RUNS } from './runs.ts';
import { differences, ends, skipped, streamsOf, type StreamOutcome } from './stream-outcome.ts';
import { plans, type SyncPlan } from './sync-plan.ts';

const NOTHING = { lost: [], repeated: [], foreign: [] };

/** Without a look-back no later sync reads anything again, so that all has to come now. */
const alone = plans
  .filter(({ world }) => world.filing !== 'twice')
  .map((plan): SyncPlan => ({ ...plan, lookbackDays: 0 }));

function completed(stream: StreamOutcome): boolean {
  return ends(stream)[0]?.status === 'COMPLETE';
}

/** What is wrong with a sync that should have brought everything once. */
function faultsOf(outcome: Outcome): unknown[] {
  return streamsOf(outcome).flatMap((stream) => {
    const fault = { ...differences(stream), skipped: skipped(stream), isCompleted: completed(stream) };
    return isDeepStrictEqual(fault, { ...NOTHING, skipped: [], isCompleted: true }) ? [] : [fault];
  });
}

test.each<[string, readonly CountPlan[], number]>([
  ['', ['zero', 'half', 'double', 'one more', 'at random'], RUNS],
  // It is cut into hundreds of windows, which take their time.
  [', even a million,', ['huge'], RUNS / 10],
])('whatever Gong counts%s everything that it lists is sent once', async (_name, counts, runs) => {
  await fc.assert(
    fc.asyncProperty(plans, fc.constantFrom(...counts), async (plan, count) => {
      const world = { ...plan.world, filing: 'either' } as const;
      const outcome = await runEngine({ ...plan, world, gong: { ...plan.gong, count } });
      expect(faultsOf(outcome)).toEqual([]);
    }),
    { numRuns: Math.ceil(runs) },
  );
});

test('one odd answer, whichever and wherever, loses nothing', async () => {
  const odd = fc.record({
    at: fc.integer({ min: 1, max: 60 }),
    answer: fc.constantFrom(
      'without cursor',
      'empty without cursor',
      'one cursor too many',
      'an empty page',
      'nothing found',
    ),
  });
  await fc.assert(
    fc.asyncProperty(alone, odd, async (plan, gong) => {
      // One more looks like an expiry, of which there may be three.
      const expiries = Math.min(2, plan.gong.expiries);
      const outcome = await runEngine({
        ...plan,
        gong: { ...plan.gong, expiries, count: 'right', odd: gong },
      });
      expect(faultsOf(outcome)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('a cursor too many at the end of each list fails no stream where counts are ahead', async () => {
  await fc.assert(
    fc.asyncProperty(alone, async (plan) => {
      const gong = { ...plan.gong, count: 'one more', expiries: 0, hasCursorTooMany: true } as const;
      const outcome = await runEngine({ ...plan, gong });
      expect(faultsOf(outcome)).toEqual([]);
    }),
    { numRuns: Math.ceil(RUNS / 3) },
  );
});

test('a deletion while a list is read hides no other call', async () => {
  await fc.assert(
    fc.asyncProperty(alone, fc.integer({ min: 1, max: 80 }), async (plan, deletesAt) => {
      const gong = { ...plan.gong, count: 'right', expiries: 0, deletesAt } as const;
      const outcome = await runEngine({ ...plan, gong });
      const deleted = new Set(outcome.calls.filter(isDeleted).map(({ record }) => record.id));
      for (const stream of streamsOf(outcome)) {
        const { lost, ...rest } = differences(stream);
        expect({ ...rest, lost: lost.filter((id) => !deleted.has(id)) }).toEqual(NOTHING);
      }
    }),
    { numRuns: RUNS },
  );
});

test('calls that the extensive list lacks come from the list of calls', async () => {
  const long = plans.filter(({ world }) => world.span > 10 * 86_400_000 && world.filing !== 'twice');
  await fc.assert(
    fc.asyncProperty(long, async (plan) => {
      const gong = { ...plan.gong, count: 'right', lacksExtensive: true } as const;
      const outcome = await runEngine({ ...plan, isShared: true, states: [], gong });
      const isTold = outcome.warnings.some((text) => text.includes('/v2/calls from'));
      for (const stream of streamsOf(outcome).filter(({ name }) => name !== 'extensiveCalls')) {
        const { lost, repeated, foreign } = differences(stream);
        expect({ repeated, foreign }).toEqual({ repeated: [], foreign: [] });
        expect(isTold ? lost : []).toEqual([]);
      }
      // The last day, and the first, are not asked for: of so few calls all may lie there.
      const lacking = outcome.calls.filter(isLacking);
      expect(isTold || lacking.length <= 40).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test('where the extensive list is refused, sooner or later, its sharers go on with the list of calls', async () => {
  const shared = plans.filter(({ isShared, world }) => isShared && world.filing !== 'twice');
  await fc.assert(
    fc.asyncProperty(shared, fc.integer({ min: 1, max: 40 }), async (plan, refusesExtensiveAt) => {
      const outcome = await runEngine({ ...plan, gong: { ...plan.gong, refusesExtensiveAt } });
      for (const stream of streamsOf(outcome)) {
        expect(differences(stream)).toMatchObject({ repeated: [], foreign: [] });
        expect(skipped(stream)).toEqual([]);
        if (stream.name === 'extensiveCalls') continue;
        expect(completed(stream)).toBe(true);
        expect(differences(stream).lost).toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
});
