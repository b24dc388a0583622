/** One row for each participant of each call. */
const ofExtensiveCalls = `WITH parties AS (
  SELECT "id" AS "callId", "startdatetime" AS "callStarted", unnest("parties") AS party
  FROM "extensiveCalls"
),
participants AS (
  SELECT
    "callId",
    "callStarted",
    party."id" AS "partyId",
    party."userId" AS "userId",
    party."speakerId" AS "speakerId",
    party."name" AS "name",
    party."emailAddress" AS "emailAddress",
    party."title" AS "jobTitle",
    party."phoneNumber" AS "phoneNumber",
    party."affiliation" AS "affiliation",
    party."methods" AS "methods"
  FROM parties
  WHERE party IS NOT NULL
)`;

const ofCallParticipants = `WITH participants AS (
  SELECT
    "callId",
    "started" AS "callStarted",
    "id" AS "partyId",
    "userId",
    "speakerId",
    "name",
    "emailAddress",
    "title" AS "jobTitle",
    "phoneNumber",
    "affiliation",
    "methods"
  FROM "callParticipants"
)`;

/** Who spoke for how long, by call and participant. */
const talkOfExtensiveCalls = `speakers AS (
  SELECT "id" AS "callId", unnest("interaction"."speakers") AS speaker
  FROM "extensiveCalls"
),
talk AS (
  SELECT "callId", speaker."id" AS "partyId", any_value(speaker."talkTime") AS "talkSeconds"
  FROM speakers
  GROUP BY ALL
)`;

const talkOfCallSpeakers = `talk AS (
  SELECT "callId", "id" AS "partyId", any_value("talkTime") AS "talkSeconds"
  FROM "callSpeakers"
  GROUP BY ALL
)`;

/** Title, length and host of the calls, from whichever stream is there. */
const knownCalls = `known_calls AS (
  SELECT
    coalesce(extensive."id", "calls"."id") AS "callId",
    coalesce(extensive."metaData"."title", "calls"."title") AS "callTitle",
    coalesce(extensive."metaData"."duration", "calls"."duration") AS "callSeconds",
    coalesce(extensive."metaData"."primaryUserId", "calls"."primaryUserId") AS "hostId"
  FROM "extensiveCalls" AS extensive
  FULL JOIN "calls" ON "calls"."id" = extensive."id"
)`;

function callParticipants(participants: string, talk: string): string {
  return `CREATE OR REPLACE VIEW "call_participants" AS
${participants},
${talk},
${knownCalls}
SELECT
  "callId",
  "callTitle",
  "callStarted",
  "callSeconds",
  "partyId",
  "userId",
  "speakerId",
  "name",
  "emailAddress",
  "jobTitle",
  "phoneNumber",
  "affiliation",
  "methods",
  coalesce("userId" = "hostId", false) AS "isHost",
  "talkSeconds"
FROM participants
LEFT JOIN known_calls USING ("callId")
LEFT JOIN talk USING ("callId", "partyId");
`;
}

/** One row for each sentence of each transcript. */
const ofTranscripts = `CREATE OR REPLACE VIEW "transcript_sentences" AS
WITH known_calls AS (
  SELECT
    transcripts."callId",
    coalesce(extensive."metaData"."title", "calls"."title") AS "callTitle",
    transcripts."started" AS "callStarted",
    extensive."parties" AS parties,
    transcripts."transcript" AS transcript
  FROM "callTranscripts" AS transcripts
  LEFT JOIN "extensiveCalls" AS extensive ON extensive."id" = transcripts."callId"
  LEFT JOIN "calls" ON "calls"."id" = transcripts."callId"
),
monologues AS (
  SELECT
    "callId", "callTitle", "callStarted", parties,
    unnest(transcript) AS monologue,
    generate_subscripts(transcript, 1) AS "monologueNumber"
  FROM known_calls
),
spoken AS (
  SELECT
    * EXCLUDE (parties),
    [party FOR party IN parties IF party."speakerId" = monologue."speakerId"][1] AS speaker
  FROM monologues
),
sentences AS (
  SELECT
    *,
    unnest(monologue."sentences") AS sentence,
    generate_subscripts(monologue."sentences", 1) AS "sentenceNumber"
  FROM spoken
)
SELECT
  "callId",
  "callTitle",
  "callStarted",
  "monologueNumber",
  "sentenceNumber",
  monologue."topic" AS "topic",
  monologue."speakerId" AS "speakerId",
  speaker."userId" AS "userId",
  speaker."name" AS "speakerName",
  speaker."affiliation" AS "affiliation",
  sentence."start" AS "startMilliseconds",
  sentence."end" AS "endMilliseconds",
  sentence."text" AS "text"
FROM sentences
WHERE sentence IS NOT NULL;
`;

const ofTranscriptSentences = `CREATE OR REPLACE VIEW "transcript_sentences" AS
SELECT
  "callId",
  "callTitle",
  "started" AS "callStarted",
  "monologuePosition" + 1 AS "monologueNumber",
  row_number() OVER (PARTITION BY "callId", "monologuePosition" ORDER BY "position") AS "sentenceNumber",
  "topic",
  "speakerId",
  "userId",
  "speakerName",
  "affiliation",
  "start" AS "startMilliseconds",
  "end" AS "endMilliseconds",
  "text"
FROM "transcriptSentences";
`;

/** One row for each CRM object that a call is linked to, and for each moment at which its fields were taken. */
const ofContext = `CREATE OR REPLACE VIEW "call_crm_objects" AS
WITH systems AS (
  SELECT "id", "startdatetime", "metaData"."title" AS title, unnest("context") AS link
  FROM "extensiveCalls"
),
objects AS (
  SELECT "id", "startdatetime", title, link."system" AS system, unnest(link."objects") AS object
  FROM systems
)
SELECT
  "id" AS "callId",
  title AS "callTitle",
  "startdatetime" AS "callStarted",
  system AS "system",
  object."objectType" AS "objectType",
  object."objectId" AS "objectId",
  object."timing" AS "timing",
  CASE WHEN object."fields" IS NOT NULL THEN
    ('{' || coalesce(array_to_string([
      to_json(field."name")::VARCHAR || ':' || coalesce(field."value"::VARCHAR, 'null')
      FOR field IN object."fields" IF field."name" IS NOT NULL
    ], ','), '') || '}')::JSON
  END AS "fields"
FROM objects
WHERE object IS NOT NULL;
`;

const ofCallCrmObjects = `CREATE OR REPLACE VIEW "call_crm_objects" AS
WITH ${knownCalls}
SELECT
  "callId",
  "callTitle",
  "started" AS "callStarted",
  "system",
  "objectType",
  "objectId",
  "timing",
  "fields"
FROM "callCrmObjects"
LEFT JOIN known_calls USING ("callId")
WHERE "partyId" IS NULL;
`;

/** The views that take calls apart. Where the directory has the streams of rows, they are made of these. */
export function callViews(existing: ReadonlySet<string>): string[] {
  const has = (stream: string): boolean => existing.has(stream);
  return [
    callParticipants(
      has('callParticipants') ? ofCallParticipants : ofExtensiveCalls,
      has('callSpeakers') ? talkOfCallSpeakers : talkOfExtensiveCalls,
    ),
    has('transcriptSentences') ? ofTranscriptSentences : ofTranscripts,
    has('callCrmObjects') ? ofCallCrmObjects : ofContext,
  ];
}
