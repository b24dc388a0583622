import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { NO_FILTERS, type CallBlock, type CallFilters } from '../streams/call-filters.ts';

/** The key under which a state keeps the filters that its coverage was read with. */
const KEY = 'filters';

/** The fields of a state in which they stand, sorted; none where nothing was left out. */
export function writeFilters(filters: Partial<CallFilters> = {}): object {
  const {
    workspaceIds = [],
    primaryUserIds = [],
    excludeInternalCalls = false,
    excludeContent = [],
  } = filters;
  const saved = {
    ...listed('workspace_ids', workspaceIds),
    ...listed('primary_user_ids', primaryUserIds),
    ...(excludeInternalCalls ? { exclude_internal_calls: true } : {}),
    ...listed('exclude_content', excludeContent),
  };
  return Object.keys(saved).length === 0 ? {} : { [KEY]: saved };
}

/** As a state has them; 'unknown' where they are not understood, as those of a later version might not be. */
export type SavedFilters = CallFilters | 'unknown';

/** Reads them. Undefined where there are none. */
export function readFilters(state: JsonObject): SavedFilters | undefined {
  const { [KEY]: saved } = state;
  if (saved === undefined) return undefined;
  if (!isJsonObject(saved)) return 'unknown';
  const {
    workspace_ids = [],
    primary_user_ids = [],
    exclude_internal_calls = false,
    exclude_content = [],
    ...others
  } = saved;
  const isUnderstood =
    areTexts(workspace_ids) &&
    areTexts(primary_user_ids) &&
    typeof exclude_internal_calls === 'boolean' &&
    areBlocks(exclude_content) &&
    Object.keys(others).length === 0;
  if (!isUnderstood) return 'unknown';
  return {
    workspaceIds: workspace_ids,
    primaryUserIds: primary_user_ids,
    excludeInternalCalls: exclude_internal_calls,
    excludeContent: exclude_content,
  };
}

/**
 * The keys of the config that let something through today which did not come through then, so that it was not read. What
 * was not understood may have left out anything.
 */
export function widenedKeys(
  then: SavedFilters = NO_FILTERS,
  today: Partial<CallFilters> = {},
): readonly string[] {
  if (then === 'unknown') return ['by filters of another version'];
  const { workspaceIds, primaryUserIds, excludeInternalCalls, excludeContent } = { ...NO_FILTERS, ...today };
  return [
    ...(isWithin(workspaceIds, then.workspaceIds) ? [] : ['workspace_ids']),
    ...(isWithin(primaryUserIds, then.primaryUserIds) ? [] : ['primary_user_ids']),
    ...(excludeInternalCalls || !then.excludeInternalCalls ? [] : ['exclude_internal_calls']),
    ...(then.excludeContent.every((block) => excludeContent.includes(block)) ? [] : ['exclude_content']),
  ];
}

/** Whether all that these ids let through came through by those; without any id everything does. */
function isWithin(today: readonly string[], then: readonly string[]): boolean {
  return then.length === 0 || (today.length > 0 && today.every((id) => then.includes(id)));
}

function listed(key: string, values: readonly string[]): object {
  return values.length === 0 ? {} : { [key]: values.toSorted() };
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function areBlocks(value: unknown): value is CallBlock[] {
  return Array.isArray(value) && value.every((each) => BLOCKS.has(each));
}

const BLOCKS: ReadonlySet<unknown> = new Set<CallBlock>([
  'context',
  'parties',
  'content',
  'interaction',
  'collaboration',
  'media',
]);
