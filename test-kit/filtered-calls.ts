import type { Sandbox } from '../sandbox/src/index.ts';
import type { JsonObject } from './airbyte-message.ts';
import { parseExactly } from './truth.ts';

/** The filters of a config. */
export interface FilterKeys {
  readonly workspace_ids?: readonly string[];
  readonly primary_user_ids?: readonly string[];
  readonly exclude_internal_calls?: boolean;
  readonly exclude_content?: readonly string[];
}

/** The ids of the calls that the sandbox holds and a config with these filters lets through, by the sandbox's own records. */
export function idsOfFiltered(sandbox: Sandbox, filters: FilterKeys = {}): ReadonlySet<string> {
  const { workspace_ids = [], primary_user_ids = [], exclude_internal_calls = false } = filters;
  const ids = new Set<string>();
  for (const text of sandbox.truth('extensiveCalls')) {
    const { metaData, parties } = recordOf(text);
    const { id, workspaceId, primaryUserId, isPrivate } = metaData;
    if (isPrivate === true) continue;
    if (workspace_ids.length > 0 && !workspace_ids.includes(String(workspaceId))) continue;
    if (primary_user_ids.length > 0 && !primary_user_ids.includes(String(primaryUserId))) continue;
    const strangers = parties?.filter(({ affiliation }) => affiliation !== 'Internal');
    if (exclude_internal_calls && strangers?.length === 0) continue;
    ids.add(String(id));
  }
  return ids;
}

function recordOf(text: string): { readonly metaData: JsonObject; readonly parties?: readonly JsonObject[] } {
  return Object({ metaData: {}, ...parseExactly(text) });
}
