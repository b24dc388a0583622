/** Orders of results within a walk; Gong documents none. */
export const orders = ['ascending', 'descending', 'scattered', 'ascending-but-for-the-last'] as const;

export type Order = (typeof orders)[number];

const positions: Readonly<Record<Order, (place: number, length: number) => number>> = {
  ascending: (place) => place,
  descending: (place, length) => length - 1 - place,
  scattered: (place, length) => (place * stride(length) + 1) % length,
  'ascending-but-for-the-last': withStraysLast,
};

/** Which match (counted ascending) stands at a place of the walk. */
export function positionOf(order: Order, place: number, length: number): number {
  return positions[order](place, length);
}

const strayShare = 0.002;

/** Strays, spread evenly over the list, stand behind all others, the latest of them first. */
function withStraysLast(place: number, length: number): number {
  const strays = Math.ceil(length * strayShare);
  const strayAt = (stray: number): number => Math.floor(((stray + 0.5) * length) / strays);
  if (place >= length - strays) return strayAt(length - 1 - place);
  // How many strays would have stood before this place.
  let low = 0;
  let high = strays;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (strayAt(middle) - middle <= place) low = middle + 1;
    else high = middle;
  }
  return place + low;
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
