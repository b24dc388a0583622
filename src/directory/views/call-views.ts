/** One row for each participant of each call. */
const callParticipants = `CREATE OR REPLACE VIEW "call_participants" AS
WITH participants AS (
  SELECT "id", "startdatetime", "metaData", "interaction"."speakers" AS speakers, unnest("parties") AS party
  FROM "extensiveCalls"
)
SELECT
  "id" AS "callId",
  "metaData"."title" AS "callTitle",
  "startdatetime" AS "callStarted",
  "metaData"."duration" AS "callSeconds",
  party."id" AS "partyId",
  party."userId" AS "userId",
  party."speakerId" AS "speakerId",
  party."name" AS "name",
  party."emailAddress" AS "emailAddress",
  party."title" AS "jobTitle",
  party."phoneNumber" AS "phoneNumber",
  party."affiliation" AS "affiliation",
  party."methods" AS "methods",
  coalesce(party."userId" = "metaData"."primaryUserId", false) AS "isHost",
  [speaker."talkTime" FOR speaker IN speakers IF speaker."id" = party."id"][1] AS "talkSeconds"
FROM participants
WHERE party IS NOT NULL;
`;

/** One row for each sentence of each transcript. */
const transcriptSentences = `CREATE OR REPLACE VIEW "transcript_sentences" AS
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

/** One row for each CRM object that a call is linked to, and for each moment at which its fields were taken. */
const callCrmObjects = `CREATE OR REPLACE VIEW "call_crm_objects" AS
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

/** The views that take calls apart, each after those it reads. */
export const callViews: readonly string[] = [callParticipants, transcriptSentences, callCrmObjects];
