/** A difference from Gong's document that is known and meant. `*` stands for any text. */
export interface Exception {
  /** As in a fault: operation, request or answer, place. */
  readonly where: string;
  /** As in a fault: what is there instead. */
  readonly what: string;
  /** Where the project's reference of Gong's API says so; `[live]` was seen in real answers of Gong. */
  readonly evidence: string;
}

const nullable: Exception = {
  where: '*, answer 200: *',
  what: 'null instead of *',
  evidence:
    'introduction: the document marks no field nullable, all are; its own texts say "Null otherwise"; [live] in sections 9, 10, 14',
};

/** Ids of scorecards and their questions, which Gong sends as texts. */
const textIds = [
  'scorecardId',
  'workspaceId',
  'updaterUserId',
  'questions[].questionId',
  'questions[].questionRevisionId',
].map((field) => ({
  where: `GET /v2/settings/scorecards, answer 200: scorecards[].${field}`,
  what: 'string instead of int64',
  evidence: 'sections 10.1 and 14: JSON strings [live]',
}));

const textRanges = ['minRange', 'maxRange'].map((field) => ({
  where: `GET /v2/settings/scorecards, answer 200: scorecards[].questions[].${field}`,
  what: 'string instead of int32',
  evidence: 'sections 10.1 and 14: strings [live]',
}));

const questionFields = ['updaterUserId', 'created', 'updated'].map((field) => ({
  where: `GET /v2/settings/scorecards, answer 200: scorecards[].questions[].${field}`,
  what: 'undeclared',
  evidence: 'sections 10.1 and 14: present [live]',
}));

const crmValues = ['', 'parties[].'].map((owner) => ({
  where: `POST /v2/calls/extensive, answer 200: calls[].${owner}context[].objects[].fields[].value`,
  what: '* instead of object',
  evidence:
    'section 8.2: a string, number, boolean, object or array; the document says object, and its own example is a text',
}));

const wrongContentTypes = ['calls/extensive', 'calls/transcript', 'stats/activity/scorecards'].map(
  (path) => ({
    where: `POST /v2/${path}, answer 415: status`,
    what: 'undeclared',
    evidence: 'sections 1 and 5: a POST that is not application/json is answered 415',
  }),
);

/** Where the document has 403 alone. */
const missingScopes = [
  'GET /v2/users',
  'GET /v2/workspaces',
  'GET /v2/call-outcomes',
  'GET /v2/coaching',
  'POST /v2/tasks',
].map((operation) => ({
  where: `${operation}, answer 401: status`,
  what: 'undeclared',
  evidence: 'sections 5 and 14: a missing scope is answered 401 [live]; the document has 403 here',
}));

/** All of them. One that nothing needs fails the run, so that the list stays true. */
export const exceptions: readonly Exception[] = [
  ...crmValues,
  nullable,
  ...textIds,
  ...textRanges,
  ...questionFields,
  ...missingScopes,
  {
    where: 'POST /v2/stats/activity/scorecards, answer 200: answeredScorecards[].answeredScorecardId',
    what: 'integer of 20 digits instead of int64',
    evidence: 'section 1: ids have up to 20 digits, as the document says of callId, and int64 ends at 19',
  },
  ...wrongContentTypes,
  {
    where: 'GET /v2/logs, answer 200: logEntries[].logRecord.*',
    what: '* instead of object',
    evidence:
      'section 13: a free object; the document has objects for its values, those in use are texts and numbers',
  },
];
