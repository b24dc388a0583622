import type { WindowWalk } from './window-walk.ts';

/**
 * The rank of a walk's next request among those that wait for the rate limit; the lowest goes first. The earliest
 * window comes before all, for only when it is done can a state go out, and while windows wait the others follow in
 * order. When all are under way, the one that has most before it goes next, so that they end together.
 */
export function rankOf(walk: WindowWalk, active: Iterable<WindowWalk>, hasWaiting: boolean): number {
  const { from } = walk.window;
  const isEarliest = [...active].every(({ window }) => window.from >= from);
  if (isEarliest) return -Infinity;
  return hasWaiting ? from : -walk.remainingPages;
}
