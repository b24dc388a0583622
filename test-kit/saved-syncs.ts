import type { JsonObject } from './airbyte-message.ts';
import type { Output } from './airbyte-output.ts';

type SavedState = ReturnType<Output['savedState']>[number];

/** What a platform has after several syncs: of each the records that its states vouch for, and the last states. */
export class SavedSyncs {
  readonly #records = new Map<string, readonly JsonObject[]>();
  readonly #states = new Map<string, SavedState>();

  add(output: Output): void {
    for (const state of output.savedState()) {
      const { name } = state.stream.stream_descriptor;
      this.#states.set(name, state);
      this.#records.set(name, [...this.records(name), ...savedRecords(output, name)]);
    }
  }

  /** All records of a stream; what was read twice is there twice. */
  records(stream: string): readonly JsonObject[] {
    return this.#records.get(stream) ?? [];
  }

  /** As the next sync is given it. */
  state(): SavedState[] {
    return [...this.#states.values()];
  }
}

/** What came after the last state has to come again. */
function savedRecords(output: Output, stream: string): readonly JsonObject[] {
  let saved = 0;
  for (const { state } of output.of('STATE')) {
    if (state.stream.stream_descriptor.name === stream) saved += state.sourceStats.recordCount;
  }
  return output.records(stream).slice(0, saved);
}
