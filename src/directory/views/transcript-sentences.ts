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

/** One row for each sentence of each transcript. */
export function transcriptSentences(hasRows: boolean): string {
  return hasRows ? ofTranscriptSentences : ofTranscripts;
}
