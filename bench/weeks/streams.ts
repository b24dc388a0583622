/** The three that the requests are counted of. */
export const CALL_STREAMS = ['calls', 'extensiveCalls', 'callTranscripts'] as const;

/** All that are compared with what was sent before. */
export const COMPARED_STREAMS = [
  ...CALL_STREAMS,
  'answeredScorecards',
  'scorecardAnswers',
  'callParticipants',
  'callSpeakers',
  'callInteractionStats',
  'callTrackers',
  'callTopics',
  'callOutline',
  'callHighlights',
  'callKeyPoints',
  'callCrmObjects',
  'callComments',
  'transcriptSentences',
  'callDocuments',
  'users',
  'scorecards',
  'keywordTrackers',
] as const;
