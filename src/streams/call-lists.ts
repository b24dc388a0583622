import type { GongRequest } from '../gong/client.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { paginate } from '../gong/pages.ts';
import { between, keyOf, PAGE_SIZE, timesOf, type List } from './list.ts';
import { noteProspectsOfCalls } from './seen-prospects.ts';

/** The two lists of calls that Gong has. Streams of one sync that are fed by the same list have it from the same `CallLists`. */
export interface CallLists {
  readonly calls: List;
  readonly extensive: List;
}

/**
 * GET /v2/calls. Gong files a web conference that it recorded under its scheduled time and every other call under its
 * start, and of conferences it does not say which of them it recorded. Windows that tile the time meet each call once
 * either way; one whose times lie in two windows is remembered, in case Gong files it under both.
 */
export const callList: List = {
  name: 'calls',
  granularity: 'second',
  itemsKey: 'calls',
  pageSize: PAGE_SIZE,
  request: (window) => ({ method: 'GET', path: '/v2/calls', query: between(window) }),
  key: (call) => keyOf(call['id']),
  times: (call) => timesOf(call['started'], call['scheduled']),
};

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
export const extensiveList: List = {
  name: 'extensive',
  granularity: 'second',
  itemsKey: 'calls',
  pageSize: PAGE_SIZE,
  request: (window) => extensiveRequest(between(window)),
  async *pages(gong, window, signal) {
    const { key } = extensiveList;
    for await (const page of paginate(gong, extensiveList.request(window), 'calls', signal, key)) {
      noteProspectsOfCalls(gong, page.items);
      yield page;
    }
  },
  key: (call) => keyOf(metaDataOf(call)['id']),
  times: (call) => timesOf(metaDataOf(call)['started']),
};

/** Requests all that Gong gives of the calls that this filter lets through. */
export function extensiveRequest(filter: JsonObject): GongRequest {
  return { method: 'POST', path: '/v2/calls/extensive', body: { filter, contentSelector: EVERYTHING } };
}

/** Of an extensive call: the same 20 fields and values as a record of GET /v2/calls has. */
export function metaDataOf({ metaData }: { readonly metaData?: unknown }): JsonObject {
  return isJsonObject(metaData) ? metaData : {};
}

/** Both lists, as they are read without filters. */
export const callLists: CallLists = { calls: callList, extensive: extensiveList };
