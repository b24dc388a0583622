import { ConfigError } from '../base/errors.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Gong } from '../gong/client.ts';
import { ByParents } from './by-parents.ts';
import { countedPages } from './counted-pages.ts';
import { onlyId, workspaceFilter } from './call-filters.ts';
import type { List } from './list.ts';
import { parentId } from './parent-id.ts';
import { asPage, readOnce } from './read-once.ts';
import { wholeList, type WholeListOptions } from './whole-list.ts';

/** Returns the workspaces of the company, from which several lists begin. */
export function readWorkspaces(gong: Gong, signal: AbortSignal): Promise<readonly JsonObject[]> {
  return readOnce(gong, { method: 'GET', path: '/v2/workspaces' }, 'workspaces', signal);
}

/** The ids of those, for a stream, or the ones that the config names, which takes no request. */
export async function workspaceIds(
  gong: Gong,
  stream: string,
  signal: AbortSignal,
  given: readonly string[] = [],
): Promise<readonly string[]> {
  if (given.length > 0) return given;
  const workspaces = await readWorkspaces(gong, signal);
  return workspaces
    .map((workspace) => parentId(gong, stream, { name: 'workspaces', field: 'id' }, workspace))
    .filter((id) => id !== undefined);
}

/**
 * A list of which each workspace has its own part; with `given`, these alone are read. Its items get the `workspaceId`,
 * which Gong does not tell. Where `isWorkspaceOptional`, credentials that may not see workspaces get what comes without one.
 */
export function workspaceList(
  options: WholeListOptions & { readonly isWorkspaceOptional: boolean },
  given: readonly string[] = [],
): List {
  const { path, itemsKey, isWorkspaceOptional } = options;
  return wholeList({
    ...options,
    async *pages(gong, _window, signal) {
      const ids = isWorkspaceOptional
        ? await idsIfAllowed(gong, options.name, signal, given)
        : await workspaceIds(gong, options.name, signal, given);
      const byWorkspaces = new ByParents<string | null>({
        gong,
        stream: options.name,
        nameOf: (id) => id ?? 'no workspace',
        request: (id) => ({ method: 'GET', path, query: id === null ? {} : { workspaceId: id } }),
        read: (request) => countedPages(gong, request, itemsKey, signal),
      });
      for await (const { parent: workspaceId, page } of byWorkspaces.readAll(ids, signal)) {
        const items = page.items.map((item) => ({ ...item, workspaceId }));
        // One without any is no page that brings nothing. The count is that of one workspace.
        if (items.length > 0 || !page.isLast) yield { ...page, items, total: undefined, isLast: false };
      }
      yield asPage([]);
    },
  });
}

/** A list of all workspaces, which Gong narrows to one where it is asked to. To several it is narrowed here. */
export function narrowedList(options: WholeListOptions, given: readonly string[]): List {
  const workspaceId = onlyId(given);
  const query = workspaceId === undefined ? {} : { query: { workspaceId } };
  return {
    ...wholeList(options),
    request: () => ({ method: 'GET', path: options.path, ...query }),
    filter: workspaceFilter(given),
  };
}

async function idsIfAllowed(
  gong: Gong,
  list: string,
  signal: AbortSignal,
  given: readonly string[],
): Promise<readonly (string | null)[]> {
  try {
    const ids = await workspaceIds(gong, list, signal, given);
    return ids.length === 0 ? [null] : ids;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // What is in other workspaces than the one that Gong takes then may be there all the same.
    gong.events.emit('leftOut', { stream: list });
    return [null];
  }
}
