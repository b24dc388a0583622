import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import type { List } from '../streams/list.ts';
import { idText } from '../streams/parent-id.ts';
import type { Stream } from '../streams/stream.ts';
import type { CheckedStream } from './check.ts';

/** What looks odd although it can be read. */
export function hintsOf(streams: readonly CheckedStream[]): string[] {
  return [hintOfWorkspaces(streams) ?? hintOfNoCalls(streams), hintOfRefusedList(streams)].filter(
    (hint) => hint !== undefined,
  );
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
export function isListOfCalls({ name, list }: Stream): boolean {
  return name === 'calls' && list.name === 'calls';
}

/** Whether Gong records what this user says in web conferences, or takes it from the phone system. */
function isRecorded({ settings }: JsonObject): boolean {
  if (!isJsonObject(settings)) return false;
  return settings['webConferencesRecorded'] === true || settings['telephonyCallsImported'] === true;
}

/** What is asked for by a list that is refused, itself allowed, needs another stream in the sync that has that list's items. */
function hintOfRefusedList(streams: readonly CheckedStream[]): string | undefined {
  const ownerOf = (list: List): CheckedStream | undefined =>
    streams.find(({ stream }) => stream.list === list && stream.lookUp === undefined);
  const begun = streams.filter(({ stream, refusal }) => stream.lookUp !== undefined && refusal === undefined);
  const stuck = begun.filter(({ stream }) => ownerOf(stream.list)?.refusal !== undefined);
  const first = stuck.find(({ stream }) => stream.sharedList !== undefined);
  if (first?.stream.sharedList === undefined) return undefined;
  const owner = ownerOf(first.stream.list)?.stream;
  const sharing = stuck.filter(({ stream }) => stream.list === first.stream.list);
  const names = sharing.map(({ stream }) => stream.name).join(', ');
  const other = ownerOf(first.stream.sharedList.list);
  const remedy =
    other === undefined || other.refusal !== undefined
      ? 'cannot be read'
      : `can be read only in a sync that reads ${other.stream.name} as well`;
  return `${names}: what is asked for here begins from a list that Gong refuses (scope ${owner?.scope ?? ''}). Without it this ${remedy}.`;
}
