import type { ConfigSource } from '../config/source.ts';
import { schemas } from '../generated/schemas.ts';
import { toAirbyteStream } from '../protocol/catalog.ts';
import { streams } from '../streams/index.ts';
import { loadConfig } from './load-config.ts';
import type { ProtocolContext } from './command-context.ts';

/** Sends the catalog. It depends on no account, but a config that is not valid is an error all the same. */
export async function discover(config: ConfigSource, context: ProtocolContext): Promise<void> {
  await loadConfig(config, context);
  const catalog = { streams: streams.map((stream) => toAirbyteStream(stream, schemas[stream.name])) };
  context.output.message({ type: 'CATALOG', catalog });
}
