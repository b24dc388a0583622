import type { Gong } from '../../src/gong/client.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import type { Stream } from '../../src/streams/stream.ts';
import { LookUps } from '../../src/sync/look-ups.ts';
import { scriptedGong } from '../gong/scripted-gong.ts';

/** The records that a stream gets for these batches of items, as a sync looks them up: a list each time that some came. */
export async function lookedUp(
  stream: Stream,
  batches: readonly (readonly JsonObject[])[],
  gong: Gong = scriptedGong(),
): Promise<JsonObject[][]> {
  if (stream.lookUp === undefined) throw new Error(`${stream.name} looks nothing up`);
  const lookUps = new LookUps(stream.lookUp, gong);
  const { signal } = new AbortController();
  const came: JsonObject[][] = [];
  const failures: unknown[] = [];
  const window = { from: 0, to: 1 };
  for (const items of batches) {
    await lookUps.add(items, window, {
      signal,
      async send(found) {
        const records = found.flatMap(({ waiting, found: record }) =>
          waiting === undefined ? [record ?? {}] : stream.toRecords(waiting.item, waiting.window, record),
        );
        if (records.length > 0) came.push([...records]);
      },
      fail: (error) => failures.push(error),
    });
    await lookUps.drain(signal);
  }
  return failures.length > 0 ? Promise.reject(failures[0]) : came;
}
