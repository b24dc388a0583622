import { ConfigError, toConnectorError, type ConnectorError } from '../errors.ts';
import type { Gong } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { scopeIn } from '../gong/outcome.ts';
import { DAY, type Instant } from '../instant.ts';
import { isJsonObject, type JsonObject } from '../json-object.ts';
import type { Log } from '../protocol/log.ts';
import type { ConnectionStatus } from '../protocol/messages.ts';
import type { Stream } from '../streams/stream.ts';

/** What one request for a stream came to. */
type Probed =
  | { readonly stream: string; readonly items: readonly JsonObject[] }
  | {
      readonly stream: string;
      readonly error: ConnectorError;
      /** The scope that is missing, where Gong names it. */
      readonly scope: string | undefined;
    };

type Refusal = Extract<Probed, { error: ConnectorError }>;

/** In so many days somebody has a call, where calls are recorded. The list of calls alone is short enough to ask for them. */
const CALLS_EXPECTED_WITHIN = 90 * DAY;

/**
 * Reads the first page of each stream, at one request each. Credentials that read some of them are good, and the log
 * says what they cannot read; those that read none are not.
 */
export async function checkStreams(
  streams: readonly Stream[],
  gong: Gong,
  now: Instant,
  log: Log,
  signal: AbortSignal,
): Promise<ConnectionStatus> {
  const probed = await Promise.all(streams.map((stream) => probe(stream, gong, now, signal)));
  const refusals = probed.filter((each) => 'error' in each);
  const reason = reasonToFail(refusals, streams.length);
  if (reason !== undefined) return { status: 'FAILED', message: reason };
  for (const text of [...warningsOf(refusals), ...warningOfNoCalls(probed)]) log.warn(text);
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

/**
 * One for each stream that the credentials cannot read, and one for all that could not be tried for the same reason,
 * such as a quota that was spent on the way: that says nothing of the credentials.
 */
function warningsOf(refusals: readonly Refusal[]): string[] {
  const untried = new Map<string, string[]>();
  const refused: string[] = [];
  for (const { stream, scope, error } of refusals) {
    if (error instanceof ConfigError) {
      const missing = scope === undefined ? '' : ` Missing scope: ${scope}.`;
      refused.push(
        `The credentials cannot read the stream ${stream}; a sync of it will fail.${missing} ${error.message}`,
      );
    } else untried.set(error.message, [...(untried.get(error.message) ?? []), stream]);
  }
  const failed = [...untried].map(
    ([message, streams]) => `Not checked, for the same reason: ${streams.join(', ')}. ${message}`,
  );
  return [...refused, ...failed];
}

/** A key whose owner may not see any calls gets the same response as a company without calls. */
function warningOfNoCalls(probed: readonly Probed[]): string[] {
  const itemsOf = (name: string): readonly JsonObject[] | undefined =>
    probed.flatMap((each) => (each.stream === name && 'items' in each ? [each.items] : []))[0];
  const recording = (itemsOf('users') ?? []).filter(isRecorded);
  if (recording.length === 0 || itemsOf('calls')?.length !== 0) return [];
  return [
    `Gong has users whose calls are recorded, but lists no call of the last 90 days. The owner of the access key probably may not see them: let a Gong administrator look at the "Call access" of the owner's permission profile, or create the key as a user who may see all calls.`,
  ];
}

/** Whether Gong records what this user says in web conferences, or takes it from the phone system. */
function isRecorded({ settings }: JsonObject): boolean {
  if (!isJsonObject(settings)) return false;
  return settings['webConferencesRecorded'] === true || settings['telephonyCallsImported'] === true;
}

async function probe(stream: Stream, gong: Gong, now: Instant, signal: AbortSignal): Promise<Probed> {
  const from = now - (stream.name === 'calls' ? CALLS_EXPECTED_WITHIN : DAY);
  const { request, itemsKey } = stream.probe({ from, to: now, isLast: true });
  try {
    for await (const { items } of paginate(gong, request, itemsKey, signal))
      return { stream: stream.name, items };
    return { stream: stream.name, items: [] };
  } catch (cause) {
    signal.throwIfAborted();
    const error = toConnectorError(cause);
    return { stream: stream.name, error, scope: scopeIn(error.message) };
  }
}
