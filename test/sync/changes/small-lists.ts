import type { RecordName } from '../../../src/generated/records.ts';
import { NO_FILTERS } from '../../../src/streams/call-filters.ts';
import { callList, createCallLists, extensiveList } from '../../../src/streams/call-lists.ts';
import { createStreams } from '../../../src/streams/index.ts';
import type { Stream } from '../../../src/streams/stream.ts';

/** Lists that are cut when they hold some dozens of calls. */
const all = createStreams({
  lists: {
    calls: { ...callList, pageSize: 10 },
    extensive: { ...extensiveList, pageSize: 10 },
    filters: NO_FILTERS,
  },
});

function named(...names: readonly RecordName[]): readonly Stream[] {
  return all.filter(({ name }) => names.includes(name));
}

/** One of each kind: with and without a time, an item a record or several, with and without something looked up. */
export const sharedStreams = named(
  'users',
  'calls',
  'extensiveCalls',
  'answeredScorecards',
  'callTranscripts',
  'callParticipants',
  'transcriptSentences',
  'scorecardAnswers',
);

/** Those that read the list of calls, where nobody reads the calls with their content. */
export const ownListStreams = named('users', 'calls', 'callTranscripts');

/** Those that are asked for by users, without calls. */
export const flowStreams = named('users', 'flows', 'flowFolders');

/** Each workspace is asked for its own. */
export const folderStreams = named('libraryFolders');

/** Calls of the company alone are left out. */
export const externalStreams = createStreams({
  lists: createCallLists({ ...NO_FILTERS, excludeInternalCalls: true }),
}).filter(({ name }) => ['calls', 'extensiveCalls', 'callParticipants'].includes(name));
