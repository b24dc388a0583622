import { schemas } from '../generated/schemas.ts';
import { toAirbyteStream, toConfiguredEntry } from '../protocol/catalog.ts';
import type { Stream } from '../streams/stream.ts';

/** Returns a configured catalog of these streams as JSON. */
export function formatCatalog(streams: readonly Stream[]): string {
  const entries = streams.map((stream) => toConfiguredEntry(toAirbyteStream(stream, schemas[stream.name])));
  return `${JSON.stringify({ streams: entries }, undefined, 2)}\n`;
}
