import { setImmediate as turn } from 'node:timers/promises';
import { deferred, type Deferred } from '../../src/deferred.ts';
import { Pool } from '../../src/sync/pool.ts';

/** A pool of a fixed size, which is never exceeded, that asks for more work below `wanted`. */
export function poolOf(size: number, wanted = 0): Pool {
  return new Pool({ places: () => size, wanted: () => wanted, most: size });
}

/** Jobs that run until they are told to end. */
export function jobs(pool: Pool): {
  started: string[];
  running: Set<string>;
  add: (lane: object, name: string, position?: number) => Promise<string>;
  end: (name: string, error?: Error) => Promise<void>;
} {
  const started: string[] = [];
  const running = new Set<string>();
  const ends = new Map<string, Deferred<Error | undefined>>();
  return {
    started,
    running,
    add: (lane, name, position = 0) =>
      pool.run(lane, position, async () => {
        const end = deferred<Error | undefined>();
        ends.set(name, end);
        started.push(name);
        running.add(name);
        const error = await end.promise;
        running.delete(name);
        if (error !== undefined) throw error;
        return `${name} done`;
      }),
    async end(name, error) {
      ends.get(name)?.resolve(error);
      await turn();
    },
  };
}
