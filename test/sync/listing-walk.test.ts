import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { isJsonObject } from '../../src/json-object.ts';
import { runEngine } from './engine.ts';
import { reachedInstants, sentIds, streamOutcome } from './engine-faults.ts';
import { plans } from './sync-plan.ts';

// A page of ten, and windows of some pages: the same paths as at full size, with a tenth of the calls.
vi.mock('../../src/sync/window-size.ts', async (original) => {
  const real = await original<typeof import('../../src/sync/window-size.ts')>();
  const partsOf: typeof real.partsOf = (items, ...rest) => real.partsOf(items * 30, ...rest);
  return { PAGE: 10, partsOf };
});

const NAMES = ['calls', 'extensiveCalls', 'callTranscripts'] as const;
const some = plans(200, [10, 10, 7, 3]);

test('every stream sends each of its calls once, and its last state is the end of the range', async () => {
  await fc.assert(
    fc.asyncProperty(some, async (plan) => {
      const outcome = await runEngine(plan);
      for (const name of NAMES) {
        const stream = streamOutcome(name, outcome);
        expect(sentIds(stream).toSorted()).toEqual(stream.due.map(({ id }) => id).toSorted());
        expect(reachedInstants(stream).at(-1)).toBe(stream.end);
        expect(stream.events.at(-1)).toEqual({ kind: 'status', stream: name, status: 'COMPLETE' });
      }
    }),
    { numRuns: 400 },
  );
});
