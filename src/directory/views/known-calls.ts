/**
 * Title, length and host of the calls, from whichever stream of calls is there: rows name no more of their call than when it
 * started.
 */
export const knownCalls = `known_calls AS (
  SELECT
    coalesce(extensive."id", "calls"."id") AS "callId",
    coalesce(extensive."metaData"."title", "calls"."title") AS "callTitle",
    coalesce(extensive."metaData"."duration", "calls"."duration") AS "callSeconds",
    coalesce(extensive."metaData"."primaryUserId", "calls"."primaryUserId") AS "hostId"
  FROM "extensiveCalls" AS extensive
  FULL JOIN "calls" ON "calls"."id" = extensive."id"
)`;
