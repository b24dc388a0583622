import type { JsonObject } from './airbyte-message.ts';
import type { Output } from './airbyte-output.ts';

/** The records of a stream that its states vouch for: what came after the last one has to come again. */
export function savedRecords(output: Output, stream: string): readonly JsonObject[] {
  let saved = 0;
  for (const { state } of output.of('STATE')) {
    if (state.stream.stream_descriptor.name === stream) saved += state.sourceStats.recordCount;
  }
  return output.records(stream).slice(0, saved);
}
