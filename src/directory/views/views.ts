import { schemas } from '../../generated/schemas.ts';
import { streams } from '../../streams/index.ts';
import { callViews } from './call-views.ts';
import { scorecardAnswers } from './scorecard-answers.ts';
import { streamView } from './stream-view.ts';

const HEADER = `-- The records in this directory as views of DuckDB. Written by source-gong at each sync; changes are lost. After the
-- directory has been moved or copied, run a sync of it, so that the paths below are its own.
--
--   duckdb -init views.sql
--   SELECT count(*) FROM calls;
--
-- One view a stream, named as the stream, its columns as Gong's fields: the newest version of each record, and in
-- _emitted_at when it was read. Ids are texts. Times are shown in your time zone: SET TimeZone = 'UTC' shows UTC.
-- More views join them: call_participants, transcript_sentences, call_crm_objects and scorecard_answers.
`;

/** Whether a text is that of a views.sql, of whichever version. */
export function isViewsSql(text: string): boolean {
  return text.startsWith(HEADER.slice(0, HEADER.indexOf('. ')));
}

/**
 * Returns the text of views.sql for an absolute directory, whether it holds any files yet or not. `existing` are the streams that
 * it has, or gets in this sync.
 */
export function viewsSql(directory: string, existing: ReadonlySet<string> = new Set()): string {
  const ofStreams = streams.map(({ name, primaryKey }) =>
    streamView(directory, { name, primaryKey, schema: schemas[name] }),
  );
  return [HEADER, ...ofStreams, ...callViews(existing), scorecardAnswers(existing)].join('\n');
}
