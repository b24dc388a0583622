import type { Measurement } from './measure.ts';

/** A run and how much it had to do, in records or in requests. */
export interface Sample {
  readonly amount: number;
  readonly run: Measurement;
}

/**
 * What the peer would need for an amount that would take too long to wait for: the straight line through two smaller
 * runs, so that its start-up counts once.
 */
export function scale(
  small: Sample,
  large: Sample,
  amount: number,
  figure: 'seconds' | 'processorSeconds',
): number {
  const slope = (large.run[figure] - small.run[figure]) / (large.amount - small.amount);
  return large.run[figure] + slope * (amount - large.amount);
}
