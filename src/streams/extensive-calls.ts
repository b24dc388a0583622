import { isJsonObject, type JsonObject } from '../json-object.ts';
import { between, PAGE_SIZE, timesOf, type List } from './list.ts';
import { ListedStream } from './stream.ts';

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

/** Calls with their parties, content, CRM context and media. Here Gong's dates apply to the start of the call. */
export class ExtensiveCalls extends ListedStream<'extensiveCalls'> {
  readonly name = 'extensiveCalls';
  readonly primaryKey = 'id';
  override readonly cursorField = 'startdatetime';
  readonly listing: List = {
    granularity: 'second',
    itemsKey: 'calls',
    pageSize: PAGE_SIZE,
    request: (window) => ({
      method: 'POST',
      path: '/v2/calls/extensive',
      body: { filter: between(window), contentSelector: EVERYTHING },
    }),
    key: (call) => metaData(call)['id'],
    times: (call) => timesOf(metaData(call)['started']),
  };

  override isPrivate(call: JsonObject): boolean {
    return metaData(call)['isPrivate'] === true;
  }

  protected override toRecord(call: JsonObject): JsonObject {
    const { id, started } = metaData(call);
    return { id, startdatetime: started, ...call };
  }
}

function metaData({ metaData: data }: { readonly metaData?: unknown }): JsonObject {
  return isJsonObject(data) ? data : {};
}
