import { knownCalls } from './known-calls.ts';

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

/** Objects that people are linked to have rows there too. */
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

/** One row for each CRM object that a call is linked to, and for each moment at which its fields were taken. */
export function callCrmObjects(hasRows: boolean): string {
  return hasRows ? ofCallCrmObjects : ofContext;
}
