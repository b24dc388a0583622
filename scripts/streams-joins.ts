import type { RecordName } from '../src/generated/records.ts';

/** A field whose values are keys of another stream; paths as in docs/streams.md. */
export interface Join {
  readonly from: RecordName;
  readonly field: string;
  readonly to: RecordName;
  readonly key: string;
  /** How many records of `from` can belong to one record of `to`. */
  readonly many: boolean;
}

const user = (from: RecordName, field: string): Join => ({ from, field, to: 'users', key: 'id', many: true });
const sameCall = (from: RecordName, field: string, to: RecordName): Join => ({
  from,
  field,
  to,
  key: 'id',
  many: false,
});

/** Which Gong's documents and records show; the schemas cannot say it. */
export const joins: readonly Join[] = [
  user('users', 'managerId'),
  user('calls', 'primaryUserId'),
  sameCall('extensiveCalls', 'id', 'calls'),
  user('extensiveCalls', 'metaData.primaryUserId'),
  user('extensiveCalls', 'parties[].userId'),
  user('extensiveCalls', 'interaction.speakers[].userId'),
  user('extensiveCalls', 'collaboration.publicComments[].commenterUserId'),
  user('scorecards', 'updaterUserId'),
  user('scorecards', 'questions[].updaterUserId'),
  { from: 'answeredScorecards', field: 'callId', to: 'calls', key: 'id', many: true },
  { from: 'answeredScorecards', field: 'scorecardId', to: 'scorecards', key: 'scorecardId', many: true },
  {
    from: 'answeredScorecards',
    field: 'answers[].questionId',
    to: 'scorecards',
    key: 'questions[].questionId',
    many: true,
  },
  {
    from: 'answeredScorecards',
    field: 'answers[].selectedOptions[]',
    to: 'scorecards',
    key: 'questions[].answerOptions[].id',
    many: true,
  },
  user('answeredScorecards', 'reviewedUserId'),
  user('answeredScorecards', 'reviewerUserId'),
  user('answeredScorecards', 'editorUserId'),
  sameCall('callTranscripts', 'callId', 'calls'),
  sameCall('callTranscripts', 'callId', 'extensiveCalls'),
  {
    from: 'callTranscripts',
    field: 'transcript[].speakerId',
    to: 'extensiveCalls',
    key: 'parties[].speakerId',
    many: true,
  },
];
