import { ConfigError, toConnectorError, type ConnectorError } from '../base/errors.ts';
import type { Gong } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { scopeIn } from '../gong/refusal.ts';
import { DAY, type Instant } from '../base/instant.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { idText } from '../streams/parent-id.ts';
import type { Stream } from '../streams/stream.ts';

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
  readonly hint: string | undefined;
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
  const hint = hintOfWorkspaces(asked) ?? hintOfNoCalls(asked);
  return { streams: checked, failure: reasonToFail(asked, true), hint };
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

/** Of a workspace that is not there Gong says on some endpoints what it says of one that is empty. */
function hintOfWorkspaces(streams: readonly CheckedStream[]): string | undefined {
  const given = streams.flatMap(({ stream }) => stream.filters?.workspaceIds ?? []);
  const workspaces = streams.find(({ stream, isProven }) => stream.name === 'workspaces' && isProven)?.items;
  const known = new Set(workspaces?.map(({ id }) => idText(id)));
  if (workspaces === undefined || given.every((id) => known.has(id))) return undefined;
  return "workspace_ids has an id that Gong's list of workspaces does not have, so that nothing is read of it. Take the ids from there: source-gong api GET /v2/workspaces shows them.";
}

/** Credentials of a user who may not see any calls get the same response as a company without calls. */
function hintOfNoCalls(streams: readonly CheckedStream[]): string | undefined {
  const readable = new Map(
    streams.filter(({ refusal }) => refusal === undefined).map(({ stream, items }) => [stream.name, items]),
  );
  const recording = (readable.get('users') ?? []).filter(isRecorded);
  const isAsked = streams.some(({ stream }) => isListOfCalls(stream));
  if (recording.length === 0 || !isAsked || readable.get('calls')?.length !== 0) return undefined;
  return `Gong has users whose calls are recorded, but lists no call of the last 90 days. The user who created the access key, or authorised the app, probably may not see them: let a Gong administrator look at the "Call access" of that user's permission profile, or do it as a user who may see all calls.`;
}

/** The extensive list, which may feed that stream alone, would be too long to be asked for so many days. */
function isListOfCalls({ name, list }: Stream): boolean {
  return name === 'calls' && list.name === 'calls';
}

/** Whether Gong records what this user says in web conferences, or takes it from the phone system. */
function isRecorded({ settings }: JsonObject): boolean {
  if (!isJsonObject(settings)) return false;
  return settings['webConferencesRecorded'] === true || settings['telephonyCallsImported'] === true;
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
