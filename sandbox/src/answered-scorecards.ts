import type { Company } from './company.ts';
import { idSpace, type IdSpace } from './ids.ts';
import { random, share } from './random.ts';
import { reviewFates } from './review-fates.ts';
import { scorecards, type Question, type Scorecard } from './scorecards.ts';
import { writeParagraph } from './words.ts';

/** Reviews of calls, in tables sorted by review time; records are made on demand. */
export interface AnsweredScorecards {
  readonly length: number;
  callOf(answer: number): number;
  /** Microseconds since 1970. */
  reviewedAt(answer: number): number;
  /** When it can be seen, which for some is up to a day later. */
  shownAt(answer: number): number;
  /** Infinity for what is never edited, or deleted. */
  editedAt(answer: number): number;
  deletedAt(answer: number): number;
  isAutomatic(answer: number): boolean;
  reviewedUserOf(answer: number): string | null;
  scorecardOf(answer: number): Scorecard;
  /** The exact JSON text of the record. */
  write(answer: number, isEdited: boolean): string;
  /** The same a text for each answer to a question, each with what the record says beside its answers. */
  writeRows(answer: number, isEdited: boolean): string[];
}

const hour = 3600 * 1_000_000;
const day = 24 * hour;
const numberIds =
  /"(answeredScorecardId|scorecardId|callId|reviewedUserId|reviewerUserId|editorUserId|questionId|questionRevisionId)":"(\d+)"/g;

export function answerScorecards(company: Company): AnsweredScorecards {
  const { seed, users, numericIds } = company.settings;
  const cards = scorecards(company);
  const ids = [17, 18, 19, 20].map((digits) =>
    idSpace(seed, `answer ${digits}`, digits, company.settings.calls),
  );
  const calls: number[] = [];
  for (let call = 0; call < company.settings.calls && cards.length > 0; call += 1) {
    if (share(seed, 'answered', call) < 0.15) calls.push(call);
  }
  const times = Float64Array.from(calls, (call) => reviewTime(company, call));
  const order = Uint32Array.from(calls, (_, position) => position);
  order.sort((left, right) => (times[left] ?? 0) - (times[right] ?? 0) || left - right);
  const callOf = (answer: number): number => calls[order[answer] ?? 0] ?? 0;
  const reviewedAt = (answer: number): number => times[order[answer] ?? 0] ?? 0;
  const scorecardOf = (answer: number): Scorecard => {
    const call = callOf(answer);
    const automatic = share(seed, 'automatic', call) < 1 / 3;
    const suited = cards.filter(({ reviewMethod }) => (reviewMethod === 'AUTOMATIC') === automatic);
    return random(seed, 'card', call).pick(suited.length > 0 ? suited : cards);
  };
  const isAutomatic = (answer: number): boolean => scorecardOf(answer).reviewMethod === 'AUTOMATIC';
  const reviewedUserOf = (answer: number): string | null => {
    const host = company.hostOf(callOf(answer));
    return host === undefined ? null : company.userIds.encode(host);
  };
  const fates = reviewFates(company.settings);
  const recordOf = (answer: number, isEdited: boolean) => {
    const call = callOf(answer);
    const choose = random(seed, 'answer', call);
    const card = scorecardOf(answer);
    const somebody = (): string | null =>
      users === 0 ? null : company.userIds.encode(choose.integer(0, users - 1));
    return {
      answeredScorecardId: spaceOf(ids, call).encode(call),
      scorecardId: card.scorecardId,
      scorecardName: card.scorecardName,
      callId: company.callIds.encode(call),
      callStartTime: company.write(company.times.started[call] ?? 0),
      reviewedUserId: reviewedUserOf(answer),
      reviewerUserId: card.reviewMethod === 'AUTOMATIC' ? null : somebody(),
      reviewMethod: card.reviewMethod,
      editorUserId: choose.chance(0.15) ? somebody() : null,
      reviewTime: company.write(reviewedAt(answer)),
      visibilityType: choose.pick(['PUBLIC', 'PUBLIC', 'PRIVATE', 'OPT_IN_USERS']),
      answers: card.questions.map((question) => ({
        ...answerOf(company, call, question),
        ...(isEdited ? { answerText: 'Edited' } : {}),
      })),
    };
  };
  // Ids above 2^53 cannot pass through a JavaScript number, so their quotes are taken off in the text.
  const write = (record: object): string => {
    const text = JSON.stringify(record);
    return numericIds ? text.replace(numberIds, '"$1":$2') : text;
  };
  return {
    length: calls.length,
    callOf,
    reviewedAt,
    shownAt: (answer) => fates(callOf(answer), reviewedAt(answer)).shown,
    editedAt: (answer) => fates(callOf(answer), reviewedAt(answer)).edited,
    deletedAt: (answer) => fates(callOf(answer), reviewedAt(answer)).deleted,
    isAutomatic,
    reviewedUserOf,
    scorecardOf,
    write: (answer, isEdited) => write(recordOf(answer, isEdited)),
    writeRows: (answer, isEdited) => {
      const { answers, ...review } = recordOf(answer, isEdited);
      return answers.map((one, position) => write({ ...one, ...review, position }));
    },
  };
}

function spaceOf(spaces: readonly IdSpace[], call: number): IdSpace {
  const space = spaces[call % spaces.length];
  if (space === undefined) throw new RangeError('no ids for answered scorecards');
  return space;
}

/**
 * Some hours to ten days after the call's end, never after the end of the data; none, three or six digits.
 * A few fall exactly on midnight of the company's time zone, where windows of dates meet.
 */
function reviewTime(company: Company, call: number): number {
  const { seed, until, offsetMinutes } = company.settings;
  const choose = random(seed, 'review', call);
  // What is not published yet cannot be reviewed.
  const ended =
    company.history?.published[call] ??
    (company.times.started[call] ?? 0) + company.durationSeconds(call) * 1_000_000;
  const last = until - 1_000_000;
  const wanted = ended + hour + choose.next() ** 3 * 239 * hour;
  const time = wanted <= last ? wanted : ended + choose.next() * Math.max(0, last - ended);
  const shift = offsetMinutes * 60_000_000;
  const midnight = Math.floor((time + shift) / day) * day - shift;
  if (choose.chance(0.03) && midnight > ended) return midnight;
  const unit = choose.pick([1, 1000, 1_000_000]);
  return Math.max(Math.min(ended, last), Math.floor(time / unit) * unit);
}

function answerOf(company: Company, call: number, question: Question): object {
  const choose = random(company.settings.seed, question.questionId, call);
  const { questionId, questionRevisionId, isOverall, questionType, maxRange } = question;
  const notApplicable = choose.chance(0.05);
  const given = !notApplicable && choose.chance(0.9);
  const options =
    questionType === 'SINGLE_SELECT' ? ['2'] : questionType === 'MULTI_SELECT' ? ['1', '3'] : null;
  return {
    questionId,
    questionRevisionId,
    isOverall,
    score: given && maxRange !== null ? choose.integer(1, Number(maxRange)) : null,
    answerText: given && questionType === 'OPEN' ? writeParagraph(choose, choose.integer(1, 3)) : null,
    notApplicable,
    selectedOptions: given ? options : null,
  };
}
