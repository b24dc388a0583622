import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './faults.ts';

/** Waits for the latency and what a fault adds to it. */
export async function holdBack(
  response: ServerResponse,
  latencyMilliseconds: number,
  fault: Fault | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { slowMilliseconds = 0, hintEveryMilliseconds = Infinity } = fault ?? {};
  let left = latencyMilliseconds + slowMilliseconds;
  while (left > 0) {
    const step = Math.min(left, hintEveryMilliseconds);
    await wait(step, undefined, { signal });
    left -= step;
    if (left > 0 && !response.destroyed) response.writeEarlyHints({ link: '</v2>; rel=preload' });
  }
}
