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
  sameCall('callTranscripts', 'callId', 'calls'),
  sameCall('callTranscripts', 'callId', 'extensiveCalls'),
  join('callTranscripts', 'transcript[].speakerId', 'extensiveCalls', 'parties[].speakerId'),
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
  join('callUsersAccess', 'callId', 'calls'),
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
