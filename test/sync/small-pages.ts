import { callList, extensiveList, metaDataOf } from '../../src/streams/call-lists.ts';
import { CallTranscripts } from '../../src/streams/call-transcripts.ts';
import { Calls } from '../../src/streams/calls.ts';
import { ExtensiveCalls } from '../../src/streams/extensive-calls.ts';
import type { List } from '../../src/streams/list.ts';
import type { SharedList, Stream } from '../../src/streams/stream.ts';

/** Items on a page: with so few a list of some hundred is cut and shared as one of thousands is. */
export const SMALL_PAGE = 10;

/** One object each, since streams of one list are fed together. */
const smallCallList: List = { ...callList, pageSize: SMALL_PAGE };
const smallExtensiveList: List = { ...extensiveList, pageSize: SMALL_PAGE };
const sharedList: SharedList = { list: smallExtensiveList, toItem: metaDataOf };

class SmallCalls extends Calls {
  override readonly list = smallCallList;
  override readonly sharedList = sharedList;
}

class SmallExtensiveCalls extends ExtensiveCalls {
  override readonly list = smallExtensiveList;
}

class SmallCallTranscripts extends CallTranscripts {
  override readonly list = smallCallList;
  override readonly sharedList = sharedList;
  override readonly lookUp = { ...new CallTranscripts().lookUp, batchSize: SMALL_PAGE };
}

/** The streams that are fed by calls, as they would be if Gong's pages were small. */
export const smallStreams: readonly Stream[] = [
  new SmallCalls(),
  new SmallExtensiveCalls(),
  new SmallCallTranscripts(),
];

/** Those that read GET /v2/calls where nobody reads the calls with their content. */
export const ownListStreams: readonly Stream[] = [new SmallCalls(), new SmallCallTranscripts()];
