import { ConfigError, toConnectorError, type ConnectorError } from '../base/errors.ts';
import type { Gong } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { scopeIn } from '../gong/refusal.ts';
import { DAY, type Instant } from '../base/instant.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Stream } from '../streams/stream.ts';
import { hintsOf, isListOfCalls } from './check-hints.ts';

/** Why a stream could not be read. */
export interface Refusal {
  readonly error: ConnectorError;
  /** The scope that is missing, where Gong names it. */
  readonly scope: string | undefined;
}

/** What the request for a stream's scope came to. */
export interface CheckedStream {
  readonly stream: Stream;
  /** Of the first page, if it was the stream's own. */
  readonly items: readonly JsonObject[];
  /** Whether Gong has sent a page. */
  readonly isProven: boolean;
  readonly refusal?: Refusal;
}

export interface Checked {
  readonly streams: readonly CheckedStream[];
  /** Why the credentials are of no use. */
  readonly failure: string | undefined;
  /** What looks odd although it can be read. */
  readonly hints: readonly string[];
}

/** In so many days somebody has a call, where calls are recorded. The list of calls alone is short enough to ask for them. */
const CALLS_EXPECTED_WITHIN = 90 * DAY;

/**
 * Asks once for each scope, for the first page of the first stream that needs it. Credentials that read no stream are of
 * no use.
 */
export async function checkStreams(
  streams: readonly Stream[],
  gong: Gong,
  now: Instant,
  signal: AbortSignal,
): Promise<Checked> {
  const readable = streams.filter(({ configFault }) => configFault === undefined);
  const byScope = new Map(readable.toReversed().map((stream) => [stream.scope, stream]));
  const probed = [...byScope.values()].toReversed();
  const ask = (some: readonly Stream[]): Promise<CheckedStream[]> =>
    Promise.all(some.map((stream) => probe(stream, gong, now, signal)));
  const first = await ask(probed.filter(({ isReadByDefault }) => isReadByDefault));
  // Where all of these fail, and not for want of scopes, the others would as well, one after the other.
  const rest =
    reasonToFail(first, false) === undefined ? probed.filter((stream) => !stream.isReadByDefault) : [];
  const outcomes = new Map([...first, ...(await ask(rest))].map((each) => [each.stream.scope, each]));
  const [any] = first;
  const checked = streams.map((stream): CheckedStream => {
    const { configFault } = stream;
    if (configFault !== undefined) {
      return { stream, items: [], isProven: false, refusal: { error: configFault, scope: undefined } };
    }
    const ofScope = outcomes.get(stream.scope) ?? any;
    const ofParents = stream.parentScopes.map((scope) => outcomes.get(scope));
    const refused = [ofScope, ...ofParents].find((each) => each?.refusal !== undefined) ?? ofScope;
    if (refused?.stream === stream) return refused;
    return { isProven: false, ...refused, stream, items: [] };
  });
  const asked = checked.filter(({ stream }) => stream.configFault === undefined);
  return { streams: checked, failure: reasonToFail(asked, true), hints: hintsOf(asked) };
}

/**
 * What the user has to know first: that Gong is not there, or does not know the key, or, where these are all streams, what
 * all of them lack.
 */
function reasonToFail(streams: readonly CheckedStream[], areAll: boolean): string | undefined {
  const refusals = streams.flatMap(({ refusal }) => refusal ?? []);
  if (refusals.length === 0 || streams.some(({ isProven }) => isProven)) return undefined;
  const areScopes = refusals.every(({ scope }) => scope !== undefined);
  if (areScopes && (!areAll || refusals.length < streams.length)) return undefined;
  const trouble = refusals.find(({ error }) => !(error instanceof ConfigError));
  if (trouble !== undefined) return trouble.error.message;
  const unnamed = refusals.find(({ scope }) => scope === undefined);
  if (unnamed !== undefined) return unnamed.error.message;
  const scopes = [...new Set(refusals.map(({ scope }) => scope))].join(', ');
  return `The credentials can read no stream: the scopes ${scopes} are missing. Add those of the streams that you want.`;
}

async function probe(stream: Stream, gong: Gong, now: Instant, signal: AbortSignal): Promise<CheckedStream> {
  const from = now - (isListOfCalls(stream) ? CALLS_EXPECTED_WITHIN : DAY);
  const { request, itemsKey, isBlank } = stream.probe({ from, to: now, isLast: true });
  try {
    for await (const { items } of paginate(gong, request, itemsKey, signal)) {
      return { stream, items, isProven: true };
    }
    return { stream, items: [], isProven: true };
  } catch (cause) {
    signal.throwIfAborted();
    const error = toConnectorError(cause);
    const isAllowed = isBlank === true && isAboutRequest(error);
    if (isAllowed) return { stream, items: [], isProven: false };
    const refusal = { error, scope: scopeIn(error.message) };
    return { stream, items: [], isProven: false, refusal };
  }
}

/** Whether it is about what was asked for, and so not about the credentials. */
function isAboutRequest({ status }: ConnectorError): boolean {
  return status === 400 || status === 404;
}
