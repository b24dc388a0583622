import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isJsonObject } from '../../src/json-object.ts';
import { CallTranscripts } from '../../src/streams/call-transcripts.ts';
import { ExtensiveCalls } from '../../src/streams/extensive-calls.ts';
import { PAGE_SIZE } from '../../src/streams/list.ts';
import { runEngine } from './engine.ts';
import { differences, streamOutcome } from './stream-outcome.ts';
import { plans } from './sync-plan.ts';

/**
 * Long lists in the order of time, at full size, with as many requests in flight as there may be. Calls of one second
 * only are left out: a window that holds so many of them is halved until it is as short.
 */
const long = fc
  .record({
    plan: plans,
    count: fc.integer({ min: 0, max: 1_600 }),
    spread: fc.constantFrom('even', 'clustered'),
  })
  .map(({ plan, ...others }) => ({
    ...plan,
    world: { ...plan.world, ...others, order: 'by start' as const },
    gong: { pageSize: PAGE_SIZE, expiries: 0, saysTotal: true, isShifting: false },
    workers: 8,
    isRestless: false,
    states: [],
  }));

test('a shared list costs hardly more requests than one that is walked alone', async () => {
  await fc.assert(
    fc.asyncProperty(long, async (plan) => {
      const outcome = await runEngine(plan, [new ExtensiveCalls()]);
      const { asked } = outcome;
      const pages = Math.ceil(plan.world.count / PAGE_SIZE);
      const walks = asked.filter(({ body }) => body?.['cursor'] === undefined).length;
      // A share costs a page in part on either side of its border, and a check, which counts as a walk here.
      expect(asked.length).toBeLessThanOrEqual(pages + 1.5 * walks + 1);
      // Parts are taken by time, not knowing what they hold.
      expect(walks).toBeLessThanOrEqual(pages + 10);
      expect(differences(streamOutcome('extensiveCalls', outcome))).toEqual({
        lost: [],
        repeated: [],
        foreign: [],
      });
    }),
    { numRuns: 300 },
  );
});

test('transcripts are asked for by one to a hundred calls at a time', async () => {
  await fc.assert(
    fc.asyncProperty(plans, fc.integer({ min: 0, max: 500 }), async (plan, count) => {
      const { asked } = await runEngine(
        { ...plan, world: { ...plan.world, count }, gong: { ...plan.gong, pageSize: PAGE_SIZE } },
        [new CallTranscripts()],
      );
      const lookUps = asked.filter(({ path }) => path === '/v2/calls/transcript');
      for (const { body } of lookUps) {
        const ids = isJsonObject(body?.['filter']) ? body['filter']['callIds'] : undefined;
        const length = Array.isArray(ids) ? ids.length : 0;
        expect(length).toBeGreaterThanOrEqual(1);
        expect(length).toBeLessThanOrEqual(100);
      }
    }),
    { numRuns: 300 },
  );
});
