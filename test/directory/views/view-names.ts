import { streams } from '../../../src/streams/index.ts';

/** Those that join streams. */
export const joinedViews = [
  'call_participants',
  'transcript_sentences',
  'call_crm_objects',
  'scorecard_answers',
] as const;

/** All views of views.sql. */
export const viewNames: readonly string[] = [...streams.map(({ name }) => name), ...joinedViews];
