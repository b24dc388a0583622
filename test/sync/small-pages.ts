import { callList, type List } from '../../src/streams/list.ts';
import { CallTranscripts } from '../../src/streams/call-transcripts.ts';
import { Calls } from '../../src/streams/calls.ts';
import { ExtensiveCalls } from '../../src/streams/extensive-calls.ts';
import type { Stream } from '../../src/streams/stream.ts';

/** Items on a page: with so few a list of some hundred is cut and shared as one of thousands is. */
export const SMALL_PAGE = 10;

/** One object, since streams of one list are fed by one walk. */
const smallCallListing: List = { ...callList, pageSize: SMALL_PAGE };

class SmallCalls extends Calls {
  override readonly listing = smallCallListing;
}

class SmallExtensiveCalls extends ExtensiveCalls {
  override readonly listing: List = { ...new ExtensiveCalls().listing, pageSize: SMALL_PAGE };
}

class SmallCallTranscripts extends CallTranscripts {
  override readonly listing = smallCallListing;
}

/** The streams that are fed by calls, as they would be if Gong's pages were small. */
export const smallStreams: readonly Stream[] = [
  new SmallCalls(),
  new SmallExtensiveCalls(),
  new SmallCallTranscripts(),
];
