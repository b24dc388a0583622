import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import type { StreamCoverage } from './stream-coverage.ts';

const KEY = 'partitions';

/** Returns what a stream's state says of one of its partitions. */
export function stateOfPartition(state: unknown, partition: string): unknown {
  const partitions = isJsonObject(state) ? state[KEY] : undefined;
  return isJsonObject(partitions) ? partitions[partition] : undefined;
}

/** Returns the states of all partitions that a stream's state holds; of a stream without partitions the state itself. */
export function statesWithin(state: unknown): readonly unknown[] {
  const partitions = isJsonObject(state) ? state[KEY] : undefined;
  return isJsonObject(partitions) ? Object.values(partitions) : [state];
}

/** The coverages of a stream's partitions, which its state holds side by side. */
export class PartitionCoverages {
  readonly #coverages: ReadonlyMap<string, StreamCoverage>;

  constructor(coverages: ReadonlyMap<string, StreamCoverage>) {
    this.#coverages = coverages;
  }

  /** Undefined where nothing is covered yet. The cursor is that of the partition that is furthest behind. */
  toState(cursorField: string): object | undefined {
    const states = [...this.#coverages].flatMap(([name, coverage]): [string, JsonObject][] => {
      const state = coverage.toState(cursorField);
      return isJsonObject(state) ? [[name, state]] : [];
    });
    if (states.length === 0) return undefined;
    const cursors = states.map(([, state]) => String(state[cursorField]));
    return { [cursorField]: cursors.toSorted()[0], [KEY]: Object.fromEntries(states) };
  }
}
