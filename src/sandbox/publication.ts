import type { Settings } from './options.ts';
import { truth, type Collection } from './truth.ts';
import { createWorld, type World } from './world.ts';

/** What the sandbox has published so far, as seen by the thread that accepts requests. */
export interface Publication {
  /** See World; it goes with every request to the thread that answers it. */
  current(): number;
  publishLate(): void;
  truth(collection: Collection, includeAvatars?: boolean): Generator<string>;
}

export function createPublication(settings: Settings): Publication {
  let current = 0;
  // Made when it is first asked for: answers come from the worlds of their writers.
  let world: World | undefined;
  return {
    current: () => current,
    publishLate: () => {
      current = 1;
      world?.publishLate();
    },
    truth: (collection, includeAvatars) => {
      world ??= createWorld(settings);
      if (current > 0) world.publishLate();
      return truth(world, collection, includeAvatars);
    },
  };
}
