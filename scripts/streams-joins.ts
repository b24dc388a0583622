import type { RecordName } from '../src/generated/records.ts';
import { streams } from '../src/streams/index.ts';

/** A field whose values are keys of another stream; paths as in docs/streams.md. */
export interface Join {
  readonly from: RecordName;
  readonly field: string;
  readonly to: RecordName;
  readonly key: string;
  /** A field that both have and that has to be the same, where the key alone does not tell one record. */
  readonly within?: string;
  /** How many records of `from` can belong to one record of `to`. */
  readonly many: boolean;
}

/** Any number of records of `from` belong to a record of `to`. */
const join = (from: RecordName, field: string, to: RecordName, key = 'id'): Join => ({
  from,
  field,
  to,
  key,
  many: true,
});
const user = (from: RecordName, field: string): Join => join(from, field, 'users');
const workspace = (from: RecordName, field = 'workspaceId'): Join => join(from, field, 'workspaces');
const sameCall = (from: RecordName, field: string, to: RecordName): Join => ({
  ...join(from, field, to),
  many: false,
});

const party = (from: RecordName, field: string, key: string): Join => ({
  ...join(from, field, 'callParticipants', key),
  within: 'callId',
});

/** Whatever has the id of a call in its key is of that call. */
const ofCalls = streams
  .filter(({ primaryKey }) => primaryKey.includes('callId'))
  .flatMap(({ name, primaryKey }) => {
    const joinOne = primaryKey.length > 1 ? join : sameCall;
    return [joinOne(name, 'callId', 'calls'), joinOne(name, 'callId', 'extensiveCalls')];
  });

/** The lists of calls that a record of statsActivityDayByDay has. */
const LISTS_OF_A_DAY = [
  'callsAsHost',
  'callsGaveFeedback',
  'callsRequestedFeedback',
  'callsReceivedFeedback',
  'ownCallsListenedTo',
  'othersCallsListenedTo',
  'callsSharedInternally',
  'callsSharedExternally',
  'callsScorecardsFilled',
  'callsScorecardsReceived',
  'callsAttended',
  'callsCommentsGiven',
  'callsCommentsReceived',
  'callsMarkedAsFeedbackGiven',
  'callsMarkedAsFeedbackReceived',
];

/** Which Gong's documents and records show; the schemas cannot say it. */
export const joins: readonly Join[] = [
  user('users', 'managerId'),
  user('calls', 'primaryUserId'),
  workspace('calls'),
  sameCall('extensiveCalls', 'id', 'calls'),
  user('extensiveCalls', 'metaData.primaryUserId'),
  workspace('extensiveCalls', 'metaData.workspaceId'),
  user('extensiveCalls', 'parties[].userId'),
  join('extensiveCalls', 'content.trackers[].id', 'keywordTrackers', 'trackerId'),
  user('extensiveCalls', 'interaction.speakers[].userId'),
  user('extensiveCalls', 'collaboration.publicComments[].commenterUserId'),
  ...ofCalls,
  join('callTranscripts', 'transcript[].speakerId', 'extensiveCalls', 'parties[].speakerId'),
  user('callParticipants', 'userId'),
  { ...party('callSpeakers', 'id', 'id'), many: false },
  user('callSpeakers', 'userId'),
  join('callTrackers', 'id', 'keywordTrackers', 'trackerId'),
  party('callTrackers', 'occurrences[].speakerId', 'speakerId'),
  party('callTrackers', 'phrases[].occurrences[].speakerId', 'speakerId'),
  party('callCrmObjects', 'partyId', 'id'),
  join('callCrmObjects', 'objectId', 'flowProspects', 'crmProspectId'),
  user('callComments', 'commenterUserId'),
  join('callComments', 'inReplyTo', 'callComments'),
  party('transcriptSentences', 'speakerId', 'speakerId'),
  user('transcriptSentences', 'userId'),
  workspace('scorecards'),
  user('scorecards', 'updaterUserId'),
  user('scorecards', 'questions[].updaterUserId'),
  join('answeredScorecards', 'callId', 'calls'),
  join('answeredScorecards', 'scorecardId', 'scorecards', 'scorecardId'),
  join('answeredScorecards', 'answers[].questionId', 'scorecards', 'questions[].questionId'),
  join('answeredScorecards', 'answers[].selectedOptions[]', 'scorecards', 'questions[].answerOptions[].id'),
  user('answeredScorecards', 'reviewedUserId'),
  user('answeredScorecards', 'reviewerUserId'),
  user('answeredScorecards', 'editorUserId'),
  join('scorecardAnswers', 'answeredScorecardId', 'answeredScorecards', 'answeredScorecardId'),
  join('scorecardAnswers', 'callId', 'calls'),
  join('scorecardAnswers', 'scorecardId', 'scorecards', 'scorecardId'),
  join('scorecardAnswers', 'questionId', 'scorecards', 'questions[].questionId'),
  join('scorecardAnswers', 'selectedOptions[]', 'scorecards', 'questions[].answerOptions[].id'),
  user('scorecardAnswers', 'reviewedUserId'),
  user('scorecardAnswers', 'reviewerUserId'),
  user('scorecardAnswers', 'editorUserId'),
  workspace('keywordTrackers'),
  user('keywordTrackers', 'creatorUserId'),
  user('keywordTrackers', 'updaterUserId'),
  workspace('libraryFolders'),
  join('libraryFolders', 'parentFolderId', 'libraryFolders'),
  user('libraryFolders', 'createdBy'),
  join('libraryFolderContent', 'id', 'calls'),
  join('libraryFolderContent', 'folderId', 'libraryFolders'),
  user('libraryFolderContent', 'addedBy'),
  workspace('libraryFolderContent'),
  workspace('aiBriefs'),
  user('aiBriefs', 'creatorUserId'),
  user('callUsersAccess', 'userId'),
  user('statsInteraction', 'userId'),
  user('statsActivityAggregate', 'userId'),
  user('statsActivityAggregateByPeriod', 'userId'),
  user('statsActivityDayByDay', 'userId'),
  ...LISTS_OF_A_DAY.map((field) => join('statsActivityDayByDay', `${field}[]`, 'calls')),
  workspace('coaching'),
  user('coaching', 'managerId'),
  user('coaching', 'reportId'),
  user('userSettingsHistory', 'userId'),
  workspace('permissionProfiles'),
  user('permissionProfiles', 'callsAccess.teamLeadIds[]'),
  join('permissionProfiles', 'libraryFolderAccess.libraryFolderIds[]', 'libraryFolders'),
  user('permissionProfileUsers', 'id'),
  join('permissionProfileUsers', 'profileId', 'permissionProfiles'),
  workspace('permissionProfileUsers'),
  user('logs', 'userId'),
  user('tasks', 'userId'),
  join('tasks', 'flow.id', 'flows'),
  join('tasks', 'flow.step.id', 'flowSteps'),
  join('tasks', 'contact.crmId', 'flowProspects', 'crmProspectId'),
  join('flows', 'folderId', 'flowFolders'),
  join('flowFolders', 'folderId', 'flowFolders'),
  join('flowSteps', 'flowId', 'flows'),
  join('flowSteps', 'flowFolderId', 'flowFolders'),
  join('flowProspects', 'flowId', 'flows'),
  join('flowProspects', 'flowInstanceOwnerEmail', 'users', 'emailAddress'),
  workspace('flowProspects'),
  join('crmEntitySchema', 'integrationId', 'crmIntegrations', 'integrationId'),
];
