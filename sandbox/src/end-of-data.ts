import type { World } from './world.ts';

/** The instant (microseconds) up to which things have happened: the clock, or without one the end of all data. */
export function endOfData(world: World): number {
  const { clock, until } = world.company.settings;
  return clock === undefined ? until : world.publication();
}
