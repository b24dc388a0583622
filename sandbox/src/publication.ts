import { changesOf, type Change } from './changes.ts';
import type { Settings } from './options.ts';
import type { Published } from './published.ts';
import { fullSight, type Sight } from './sight.ts';
import { parseDateTime } from './time.ts';
import { truth, type Collection } from './truth.ts';
import type { TruthChoice } from './truth-choice.ts';
import { createWorld, type World } from './world.ts';

/** What the sandbox has published so far, as seen by the thread that accepts requests. */
export interface Publication {
  current(): Published;
  publishLate(): void;
  /** Throws a RangeError without a clock, and for what is no ISO instant. */
  setClock(instant: string): void;
  deleteCalls(ids: readonly string[]): void;
  setSight(sight: Sight): void;
  changes(): Change[];
  truth(collection: Collection, choice?: TruthChoice): Generator<string>;
}

export function createPublication(settings: Settings): Publication {
  let current: Published = { publication: settings.clock ?? 0, deletedCalls: [], sight: fullSight };
  // Made when it is first asked for: answers come from the worlds of their writers.
  let world: World | undefined;
  const presentWorld = (): World => {
    world ??= createWorld(settings);
    world.publish(current);
    return world;
  };
  return {
    current: () => current,
    publishLate: () => {
      // A clock publishes by itself.
      if (settings.clock === undefined) current = { ...current, publication: 1 };
    },
    setClock: (instant) => {
      const publication = parseDateTime(instant);
      if (settings.clock === undefined) throw new RangeError('this sandbox was started without a clock');
      if (publication === undefined) throw new RangeError(`the clock is no ISO instant: ${instant}`);
      current = { ...current, publication };
    },
    deleteCalls: (ids) => {
      current = { ...current, deletedCalls: [...current.deletedCalls, ...ids] };
    },
    setSight: (sight) => {
      current = { ...current, sight };
    },
    changes: () => changesOf(presentWorld()),
    truth: (collection, choice) => truth(presentWorld(), collection, choice),
  };
}
