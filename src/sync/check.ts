import { ConfigError, toConnectorError, type ConnectorError } from '../errors.ts';
import type { Gong } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { scopeIn } from '../gong/outcome.ts';
import { DAY, type Instant } from '../instant.ts';
import type { Log } from '../protocol/log.ts';
import type { ConnectionStatus } from '../protocol/messages.ts';
import type { Stream } from '../streams/stream.ts';
import { wholeWindow } from './windows.ts';

interface Refusal {
  readonly stream: string;
  readonly error: ConnectorError;
  /** The scope that is missing, where Gong names it. */
  readonly scope: string | undefined;
}

/**
 * Asks for the first page of each stream, at one request each. Credentials that read some of them are good, and the
 * log says what they cannot read; those that read none are not.
 */
export async function checkStreams(
  streams: readonly Stream[],
  gong: Gong,
  now: Instant,
  log: Log,
  signal: AbortSignal,
): Promise<ConnectionStatus> {
  const answers = await Promise.all(streams.map((stream) => probe(stream, gong, now, signal)));
  const refusals = answers.filter((refusal) => refusal !== undefined);
  const reason = reasonToFail(refusals, streams.length);
  if (reason !== undefined) return { status: 'FAILED', message: reason };
  for (const { stream, scope, error } of refusals) {
    const missing = scope === undefined ? '' : ` Missing scope: ${scope}.`;
    log.warn(
      `The credentials cannot read the stream ${stream}; a sync of it will fail.${missing} ${error.message}`,
    );
  }
  return { status: 'SUCCEEDED' };
}

/** What the user has to know first: that Gong is not there, or does not know the key, or what all streams lack. */
function reasonToFail(refusals: readonly Refusal[], streams: number): string | undefined {
  if (refusals.length < streams) return undefined;
  const trouble = refusals.find(({ error }) => !(error instanceof ConfigError));
  if (trouble !== undefined) return trouble.error.message;
  const unnamed = refusals.find(({ scope }) => scope === undefined);
  if (unnamed !== undefined) return unnamed.error.message;
  const scopes = [...new Set(refusals.map(({ scope }) => scope))].join(', ');
  return `The credentials can read no stream: the scopes ${scopes} are missing. Add those of the streams that you want.`;
}

async function probe(
  stream: Stream,
  gong: Gong,
  now: Instant,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  const { request, itemsKey } = stream.probe(
    wholeWindow({ from: now - DAY, to: now }, stream.listing.granularity),
  );
  try {
    for await (const _page of paginate(gong, request, itemsKey, signal)) break;
    return undefined;
  } catch (cause) {
    signal.throwIfAborted();
    const error = toConnectorError(cause);
    return { stream: stream.name, error, scope: scopeIn(error.message) };
  }
}
