import { schemas } from '../../generated/schemas.ts';
import { streams } from '../../streams/index.ts';
import { areAsNew, type LastReads } from '../last-reads.ts';
import { callCrmObjects } from './call-crm-objects.ts';
import { callParticipants } from './call-participants.ts';
import { scorecardAnswers } from './scorecard-answers.ts';
import { streamView } from './stream-view.ts';
import { transcriptSentences } from './transcript-sentences.ts';

const HEADER = `-- The records in this directory as views of DuckDB. Written by source-gong at each sync; changes are lost. After the
-- directory has been moved or copied, run a sync of it, so that the paths below are its own.
--
--   duckdb -init views.sql
--   SELECT count(*) FROM calls;
--
-- One view a stream, named as the stream, its columns as Gong's fields: the newest version of each record, and in
-- _emitted_at when it was read; of streams of rows, such as callParticipants, those of the newest version of each call
-- or review. Ids are texts. Times are shown in your time zone: SET TimeZone = 'UTC' shows UTC.
-- More views join them: call_participants, transcript_sentences, call_crm_objects and scorecard_answers. Where
-- callParticipants with callSpeakers, transcriptSentences, callCrmObjects and scorecardAnswers are synced, they are made of
-- these, and else of extensiveCalls, callTranscripts and answeredScorecards; their columns are the same.
`;

/** Whether a text is that of a views.sql, of whichever version. */
export function isViewsSql(text: string): boolean {
  return text.startsWith(HEADER.slice(0, HEADER.indexOf('. ')));
}

/**
 * Returns the text of views.sql for an absolute directory, whether it holds any files yet or not. The views that join others are
 * made of the streams of rows where these are kept up to date.
 */
export function viewsSql(directory: string, reads: LastReads = new Map()): string {
  const ofStreams = streams.map(({ name, primaryKey }) =>
    streamView(directory, { name, primaryKey, schema: schemas[name] }),
  );
  return [
    HEADER,
    ...ofStreams,
    callParticipants(
      areAsNew(reads, 'callParticipants', 'extensiveCalls'),
      areAsNew(reads, 'callSpeakers', 'extensiveCalls'),
    ),
    transcriptSentences(areAsNew(reads, 'transcriptSentences', 'callTranscripts')),
    callCrmObjects(areAsNew(reads, 'callCrmObjects', 'extensiveCalls')),
    scorecardAnswers(areAsNew(reads, 'scorecardAnswers', 'answeredScorecards')),
  ].join('\n');
}
