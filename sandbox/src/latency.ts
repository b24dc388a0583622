import type { Settings } from './options.ts';
import { share } from './random.ts';

/** Returns how long the answer to a request is held back, which depends on nothing but seed and number. */
export function createLatency(settings: Settings): (requestNumber: number) => number {
  const { seed, latencyMilliseconds, latencyJitter } = settings;
  if (latencyJitter === 0) return () => latencyMilliseconds;
  return (requestNumber) => {
    const deviation = latencyJitter * (2 * share(seed, 'latency', requestNumber) - 1);
    return latencyMilliseconds * (1 + deviation);
  };
}
