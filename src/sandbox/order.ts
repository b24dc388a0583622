import type { SandboxOptions } from './options.ts';

/** Which match (counted ascending) stands at a place of the walk. */
export function positionOf(
  order: NonNullable<SandboxOptions['order']>,
  place: number,
  length: number,
): number {
  if (order === 'descending') return length - 1 - place;
  return order === 'scattered' ? (place * stride(length) + 1) % length : place;
}

/** A step without a common divisor visits every match once; near the golden ratio, neighbours end up far apart. */
function stride(length: number): number {
  let step = Math.max(1, Math.round(length * 0.618));
  while (greatestCommonDivisor(step, length) !== 1) step += 1;
  return step;
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
