const ofAnsweredScorecards = `listed AS (
  SELECT * EXCLUDE ("answers"), unnest("answers") AS answer, generate_subscripts("answers", 1) AS "answerNumber"
  FROM "answeredScorecards"
),
answers AS (
  SELECT *, unnest(answer)
  FROM listed
  WHERE answer IS NOT NULL
)`;

const ofScorecardAnswers = `answers AS (
  SELECT *, "position" + 1 AS "answerNumber"
  FROM "scorecardAnswers"
)`;

/** One row for each answer of each review, with the words of question and options and the names of users. */
export function scorecardAnswers(hasRows: boolean): string {
  return `CREATE OR REPLACE VIEW "scorecard_answers" AS
WITH ${hasRows ? ofScorecardAnswers : ofAnsweredScorecards},
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
  answers."questionId" AS "questionId",
  answers."questionRevisionId" AS "questionRevisionId",
  question."questionText" AS "questionText",
  question."questionType" AS "questionType",
  answers."isOverall" AS "isOverall",
  answers."notApplicable" AS "notApplicable",
  answers."score" AS "score",
  TRY_CAST(question."maxRange" AS BIGINT) AS "maxScore",
  answers."answerText" AS "answerText",
  answers."selectedOptions" AS "selectedOptions",
  [option."text" FOR option IN question."answerOptions" IF list_contains(answers."selectedOptions", option."id")]
    AS "selectedOptionTexts"
FROM answers
LEFT JOIN questions ON questions."scorecardId" = answers."scorecardId" AND questions."questionId" = answers."questionId"
LEFT JOIN names AS reviewed ON reviewed."id" = answers."reviewedUserId"
LEFT JOIN names AS reviewer ON reviewer."id" = answers."reviewerUserId";
`;
}
