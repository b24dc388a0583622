import { knownCalls } from './known-calls.ts';

const ofExtensiveCalls = `CREATE OR REPLACE VIEW "call_participants" AS
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

const ofCallParticipants = (talk: string): string => `CREATE OR REPLACE VIEW "call_participants" AS
WITH participants AS (
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
),
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

/** One row for each participant of each call. */
export function callParticipants(hasRows: boolean, hasSpeakers: boolean): string {
  if (!hasRows) return ofExtensiveCalls;
  return ofCallParticipants(hasSpeakers ? talkOfCallSpeakers : talkOfExtensiveCalls);
}
