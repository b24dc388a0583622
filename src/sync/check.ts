import { ConfigError, toConnectorError, type ConnectorError } from '../errors.ts';
import type { Gong } from '../gong/client.ts';
import { scopeIn } from '../gong/reading.ts';
import { DAY, type Instant } from '../instant.ts';
import type { ConnectionStatus } from '../protocol/messages.ts';
import type { Log } from '../protocol/log.ts';
import type { Stream } from '../streams/stream.ts';
import { wholeWindow } from './windows.ts';

interface Probe {
  readonly stream: string;
  readonly error?: ConnectorError;
  /** What a missing scope is called, where Gong names it. */
  readonly scope?: string | undefined;
}

/**
 * Asks each stream for one page, at one request each. Credentials that read some streams are good, and the log
 * says what they cannot read; those that read none are not.
 */
export async function checkStreams(
  streams: readonly Stream[],
  gong: Gong,
  now: Instant,
  log: Log,
  signal: AbortSignal,
): Promise<ConnectionStatus> {
  const probes = await Promise.all(streams.map((stream) => probe(stream, gong, now, signal)));
  const refused = probes.filter(({ error }) => error !== undefined);
  const broken = refused.find(({ error }) => !(error instanceof ConfigError));
  if (broken?.error !== undefined) return { status: 'FAILED', message: broken.error.message };
  const [worst] = refused.toSorted(
    (one, other) => Number(one.scope !== undefined) - Number(other.scope !== undefined),
  );
  if (worst?.error !== undefined && refused.length === probes.length) {
    return { status: 'FAILED', message: worst.error.message };
  }
  for (const { stream, scope, error } of refused) {
    const missing = scope === undefined ? '' : ` Missing scope: ${scope}.`;
    log.warn(
      `The credentials cannot read the stream ${stream}; a sync of it will fail.${missing} ${error?.message ?? ''}`,
    );
  }
  return { status: 'SUCCEEDED' };
}

async function probe(stream: Stream, gong: Gong, now: Instant, signal: AbortSignal): Promise<Probe> {
  const { name, listing } = stream;
  try {
    const request = stream.probe(wholeWindow({ from: now - DAY, to: now }, listing.calendar));
    const reading = await gong.ask(request, signal);
    return reading.kind === 'refused'
      ? { stream: name, error: reading.error, scope: scopeIn(reading.text) }
      : { stream: name };
  } catch (error) {
    signal.throwIfAborted();
    return { stream: name, error: toConnectorError(error) };
  }
}
