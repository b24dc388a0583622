import { ConfigError } from '../base/errors.ts';
import { objectsOf, type JsonObject } from '../base/json-object.ts';
import type { ItemFilter } from './list.ts';
import { idText } from './parent-id.ts';

/** A block of an extensive call that need not be asked for. */
export type CallBlock = 'context' | 'parties' | 'content' | 'interaction' | 'collaboration' | 'media';

/** What of Gong's calls the config lets through. */
export interface CallFilters {
  /** Without any, the calls of all workspaces. */
  readonly workspaceIds: readonly string[];
  /** Without any, the calls of all hosts. */
  readonly primaryUserIds: readonly string[];
  readonly excludeInternalCalls: boolean;
  readonly excludeContent: readonly CallBlock[];
}

export const NO_FILTERS: CallFilters = {
  workspaceIds: [],
  primaryUserIds: [],
  excludeInternalCalls: false,
  excludeContent: [],
};

/** The only one of these ids: Gong's endpoints take one workspace, or none. */
export function onlyId([first, ...others]: readonly string[]): string | undefined {
  return others.length === 0 ? first : undefined;
}

/** What lets through items of these workspaces, and those that name none. Undefined where all may come. */
export function workspaceFilter(workspaceIds: readonly string[]): ItemFilter | undefined {
  return workspaceIds.length === 0
    ? undefined
    : { keys: ['workspace_ids'], admits: (item) => isOfWorkspace(item, workspaceIds) };
}

/**
 * What lets calls through. `metaDataOf` returns the short record of a call, and `partiesOf` who took part in it, where the
 * list tells. Undefined where all calls may come.
 */
export function callFilter(
  filters: CallFilters,
  metaDataOf: (call: JsonObject) => JsonObject,
  partiesOf?: (call: JsonObject) => unknown,
): ItemFilter | undefined {
  const { workspaceIds, primaryUserIds, excludeInternalCalls } = filters;
  const keys = [
    ...(workspaceIds.length > 0 ? ['workspace_ids'] : []),
    ...(primaryUserIds.length > 0 ? ['primary_user_ids'] : []),
    ...(excludeInternalCalls ? ['exclude_internal_calls'] : []),
  ];
  if (keys.length === 0) return undefined;
  const hosts = new Set(primaryUserIds);
  return {
    keys,
    admits(call) {
      const metaData = metaDataOf(call);
      return (
        isOfWorkspace(metaData, workspaceIds) &&
        (hosts.size === 0 || hosts.has(idText(metaData['primaryUserId']) ?? '')) &&
        !(excludeInternalCalls && isInternal(partiesOf?.(call)))
      );
    },
  };
}

/** What names no workspace may be of any. */
function isOfWorkspace({ workspaceId }: JsonObject, workspaceIds: readonly string[]): boolean {
  const id = idText(workspaceId);
  return workspaceIds.length === 0 || id === undefined || id === '' || workspaceIds.includes(id);
}

/** Whether all who took part are of the company. Of an unknown affiliation nobody can say so, nor of nobody. */
function isInternal(parties: unknown): boolean {
  const people = objectsOf(parties);
  return people.length > 0 && people.every(({ affiliation }) => affiliation === 'Internal');
}

/** Why a stream that is made of these blocks cannot be read, where one of them is not asked for. */
export function excludedBlockError(
  stream: string,
  blocks: readonly CallBlock[],
  { excludeContent }: CallFilters,
): ConfigError | undefined {
  const missing = blocks.filter((block) => excludeContent.includes(block)).join(' and ');
  if (missing === '') return undefined;
  return new ConfigError(
    `The stream ${stream} is made of the block "${missing}" of calls, which exclude_content leaves out. Take ${missing} out of exclude_content, or leave out the stream.`,
  );
}
