import { ConfigError } from '../base/errors.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { Gong } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import type { List } from './list.ts';
import { readOnce } from './read-once.ts';
import { wholeList, type WholeListOptions } from './whole-list.ts';

/** Returns the workspaces of the company, from which several lists begin. */
export function readWorkspaces(gong: Gong, signal: AbortSignal): Promise<readonly JsonObject[]> {
  return readOnce(gong, { method: 'GET', path: '/v2/workspaces' }, 'workspaces', signal);
}

/**
 * A list of which each workspace has its own part. Its items get the `workspaceId`, which Gong does not tell. Where
 * `isWorkspaceOptional`, credentials that may not see workspaces get what comes without one.
 */
export function workspaceList(options: WholeListOptions & { readonly isWorkspaceOptional: boolean }): List {
  const { path, itemsKey, isWorkspaceOptional } = options;
  return wholeList({
    ...options,
    async *pages(gong, _window, signal) {
      const workspaces = isWorkspaceOptional
        ? await workspacesIfAllowed(gong, signal)
        : await readWorkspaces(gong, signal);
      for (const [index, workspace] of workspaces.entries()) {
        const query = workspace === undefined ? {} : { workspaceId: String(workspace['id']) };
        for await (const page of paginate(gong, { method: 'GET', path, query }, itemsKey, signal)) {
          const items = page.items.map((item) => ({ ...item, workspaceId: workspace?.['id'] ?? null }));
          // The count is that of one workspace.
          yield { ...page, items, total: undefined, isLast: page.isLast && index === workspaces.length - 1 };
        }
      }
    },
  });
}

async function workspacesIfAllowed(
  gong: Gong,
  signal: AbortSignal,
): Promise<readonly (JsonObject | undefined)[]> {
  try {
    const workspaces = await readWorkspaces(gong, signal);
    return workspaces.length === 0 ? [undefined] : workspaces;
  } catch (error) {
    if (error instanceof ConfigError) return [undefined];
    throw error;
  }
}
