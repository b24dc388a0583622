import { answerScorecards, type AnsweredScorecards } from './answered-scorecards.ts';
import { editKind, type Edit } from './call-history.ts';
import { indexCalls, type CallIndex } from './call-index.ts';
import { foundCompany, type Company } from './company.ts';
import type { Settings } from './options.ts';
import type { Published } from './published.ts';

/** The company, the orders its records are found by, and how much of it has been published. */
export interface World {
  readonly company: Company;
  readonly calls: CallIndex;
  /** Built when first asked for. */
  answers(): AnsweredScorecards;
  /** See Published; a walk keeps the publication it began with. */
  publication(): number;
  /** How many calls were deleted by hand; walks that are under way notice. */
  deletions(): number;
  publish(published: Published): void;
  /** Whether every call is visible, so that they need not be looked at one by one. */
  hidesNothing(publication: number): boolean;
  isVisible(call: number, publication: number): boolean;
  /** Whether a call has taken place and still exists; Gong counts it though it may not be published yet. */
  isKnown(call: number, publication: number): boolean;
  hasTranscript(call: number, publication: number): boolean;
  hasAnswer(answer: number, publication: number): boolean;
  /** What of a call has been edited at present. */
  editOf(call: number): Edit | undefined;
}

export function createWorld(settings: Settings): World {
  const company = foundCompany(settings);
  const { history } = company;
  const { seesCalls, lateShare } = settings;
  const deleted = new Set<number>();
  let deletions = 0;
  let answers: AnsweredScorecards | undefined;
  let publication = settings.clock ?? 0;

  const isPublished = (call: number, at: number): boolean =>
    history === undefined
      ? at > 0 || !company.isLate(call)
      : at >= (history.published[call] ?? 0) && at < (history.deleted[call] ?? Infinity);
  const isVisible = (call: number, at: number): boolean =>
    seesCalls && isPublished(call, at) && !deleted.has(call);
  const isKnown = (call: number, at: number): boolean =>
    seesCalls &&
    !deleted.has(call) &&
    (history === undefined || (at >= (history.ended[call] ?? 0) && at < (history.deleted[call] ?? Infinity)));
  const allAnswers = (): AnsweredScorecards => (answers ??= answerScorecards(company));

  return {
    company,
    calls: indexCalls(company),
    answers: allAnswers,
    publication: () => publication,
    deletions: () => deletions,
    publish: (published) => {
      publication = published.publication;
      for (const id of published.deletedCalls.slice(deletions)) {
        const call = company.callIds.decode(id);
        if (call !== undefined) deleted.add(call);
      }
      deletions = published.deletedCalls.length;
    },
    hidesNothing: (at) =>
      seesCalls && history === undefined && deleted.size === 0 && (at > 0 || lateShare === 0),
    isVisible,
    isKnown,
    hasTranscript: (call, at) => company.hasTranscript(call) && at >= (history?.transcribed[call] ?? 0),
    hasAnswer: (answer, at) => {
      if (!isVisible(allAnswers().callOf(answer), at)) return false;
      return history === undefined || at >= allAnswers().reviewedAt(answer);
    },
    editOf: (call) =>
      publication >= (history?.edited[call] ?? Infinity) ? editKind(settings.seed, call) : undefined,
  };
}
