import { streams } from '../../../src/streams/index.ts';

const joined = ['call_participants', 'transcript_sentences', 'call_crm_objects', 'scorecard_answers'];

/** All views of views.sql. */
export const viewNames: readonly string[] = [...streams.map(({ name }) => name), ...joined];
