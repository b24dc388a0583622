import type { GongRequest } from '../gong/client.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { paginate } from '../gong/pages.ts';
import { callFilter, NO_FILTERS, onlyId, type CallBlock, type CallFilters } from './call-filters.ts';
import { between, keyOf, PAGE_SIZE, timesOf, type List } from './list.ts';
import { existingCalls, existingExtensiveCalls } from './existing-calls.ts';
import { noteProspectsOfCalls } from './seen-prospects.ts';

/** The two lists of calls that Gong has. Streams of one sync that are fed by the same list have it from the same `CallLists`. */
export interface CallLists {
  /** The list that tells which calls there are. */
  readonly calls: List;
  readonly extensive: List;
  /** What the config lets through of both. */
  readonly filters: CallFilters;
}

/**
 * Returns the lists as the config has them. Where internal calls are left out, the extensive list alone tells which calls there are.
 * With `isNarrowed`, Gong is not asked for what the filters leave out, as far as it takes them.
 */
export function createCallLists(filters: CallFilters = NO_FILTERS, isNarrowed = true): CallLists {
  // What Gong is not asked for is left out here as well.
  const asked = isNarrowed ? filters : { ...filters, workspaceIds: [], primaryUserIds: [] };
  const extensive = extensiveListOf(filters, asked);
  return { calls: filters.excludeInternalCalls ? extensive : callListOf(filters, asked), extensive, filters };
}

/**
 * GET /v2/calls. Gong files a web conference that it recorded under its scheduled time and every other call under its
 * start, and of conferences it does not say which of them it recorded. Windows that tile the time meet each call once
 * either way; one whose times lie in two windows is remembered, in case Gong files it under both.
 */
function callListOf(filters: CallFilters, asked: CallFilters): List {
  const narrowed = workspaceOf(asked);
  return {
    name: 'calls',
    granularity: 'second',
    itemsKey: 'calls',
    pageSize: PAGE_SIZE,
    request: (window) => ({ method: 'GET', path: '/v2/calls', query: { ...between(window), ...narrowed } }),
    key: (call) => keyOf(call['id']),
    existing: existingCalls,
    filter: callFilter(filters, (call) => call),
    times: (call) => timesOf(call['started'], call['scheduled']),
  };
}

/** Gong takes one workspace. Of several, all calls are read, since to ask for one after the other would take more requests. */
function workspaceOf({ workspaceIds }: CallFilters): { readonly workspaceId?: string } {
  const workspaceId = onlyId(workspaceIds);
  return workspaceId === undefined ? {} : { workspaceId };
}

/**
 * Everything that Gong gives. `pointsOfInterest` is left out, since Gong has not returned it since January 2025,
 * and `metaData` cannot be selected: it always comes.
 */
const EVERYTHING = {
  context: 'Extended',
  contextTiming: ['Now', 'TimeOfCall'],
  exposedFields: {
    parties: true,
    content: {
      structure: true,
      topics: true,
      trackers: true,
      trackerOccurrences: true,
      brief: true,
      outline: true,
      highlights: true,
      callOutcome: true,
      keyPoints: true,
    },
    interaction: { speakers: true, video: true, personInteractionStats: true, questions: true },
    collaboration: { publicComments: true },
    media: true,
  },
};

/** POST /v2/calls/extensive. Here Gong's dates apply to the start of the call. */
function extensiveListOf(filters: CallFilters, asked: CallFilters): List {
  const { primaryUserIds, excludeContent } = asked;
  const narrowed = { ...workspaceOf(asked), ...(primaryUserIds.length > 0 ? { primaryUserIds } : {}) };
  const list: List = {
    name: 'extensive',
    granularity: 'second',
    itemsKey: 'calls',
    pageSize: PAGE_SIZE,
    request: (window) => extensiveRequest({ ...between(window), ...narrowed }, excludeContent),
    async *pages(gong, window, signal) {
      for await (const page of paginate(gong, list.request(window), 'calls', signal, list.key)) {
        const calls = page.items.filter((call) => list.filter?.admits(call) ?? true);
        noteProspectsOfCalls(gong, calls);
        yield page;
      }
    },
    key: (call) => keyOf(metaDataOf(call)['id']),
    volatile: ['media'],
    existing: existingExtensiveCalls,
    filter: callFilter(filters, metaDataOf, ({ parties }) => parties),
    times: (call) => timesOf(metaDataOf(call)['started']),
  };
  return list;
}

/** Requests the calls that this filter lets through, with all that Gong gives of them but these blocks. */
export function extensiveRequest(filter: JsonObject, excluded: readonly CallBlock[] = []): GongRequest {
  return {
    method: 'POST',
    path: '/v2/calls/extensive',
    body: { filter, contentSelector: selectorWithout(excluded) },
  };
}

function selectorWithout(excluded: readonly CallBlock[]): JsonObject {
  const { exposedFields, ...context } = EVERYTHING;
  const left = Object.entries(exposedFields).filter(([block]) => !excluded.some((each) => each === block));
  return {
    ...(excluded.includes('context') ? { context: 'None' } : context),
    exposedFields: Object.fromEntries(left),
  };
}

/** Of an extensive call: the same 20 fields and values as a record of GET /v2/calls has. */
export function metaDataOf({ metaData }: { readonly metaData?: unknown }): JsonObject {
  return isJsonObject(metaData) ? metaData : {};
}

/** Both lists, as they are read without filters. */
export const callLists: CallLists = createCallLists();
export const { calls: callList, extensive: extensiveList } = callLists;
