/** One row for each answer of each review, with the words of question and options and the names of users. */
export const scorecardAnswers = `CREATE OR REPLACE VIEW "scorecard_answers" AS
WITH answers AS (
  SELECT * EXCLUDE ("answers"), unnest("answers") AS answer, generate_subscripts("answers", 1) AS "answerNumber"
  FROM "answeredScorecards"
),
every_question AS (
  SELECT "scorecardId", unnest("questions") AS question
  FROM "scorecards"
),
questions AS (
  SELECT "scorecardId", question."questionId" AS "questionId", any_value(question) AS question
  FROM every_question
  GROUP BY ALL
),
names AS (
  SELECT "id", nullif(concat_ws(' ', "firstName", "lastName"), '') AS name
  FROM "users"
)
SELECT
  answers."answeredScorecardId",
  answers."scorecardId",
  answers."scorecardName",
  answers."callId",
  answers."callStartTime",
  answers."reviewTime",
  answers."reviewMethod",
  answers."reviewedUserId",
  reviewed.name AS "reviewedUserName",
  answers."reviewerUserId",
  reviewer.name AS "reviewerUserName",
  answers."answerNumber",
  answer."questionId" AS "questionId",
  answer."questionRevisionId" AS "questionRevisionId",
  question."questionText" AS "questionText",
  question."questionType" AS "questionType",
  answer."isOverall" AS "isOverall",
  answer."notApplicable" AS "notApplicable",
  answer."score" AS "score",
  TRY_CAST(question."maxRange" AS BIGINT) AS "maxScore",
  answer."answerText" AS "answerText",
  answer."selectedOptions" AS "selectedOptions",
  [option."text" FOR option IN question."answerOptions" IF list_contains(answer."selectedOptions", option."id")]
    AS "selectedOptionTexts"
FROM answers
LEFT JOIN questions ON questions."scorecardId" = answers."scorecardId" AND questions."questionId" = answer."questionId"
LEFT JOIN names AS reviewed ON reviewed."id" = answers."reviewedUserId"
LEFT JOIN names AS reviewer ON reviewer."id" = answers."reviewerUserId"
WHERE answer IS NOT NULL;
`;
