import { answerScorecards, type AnsweredScorecards } from './answered-scorecards.ts';
import { editsAt, type Edits } from './call-edits.ts';
import { indexCalls, type CallIndex } from './call-index.ts';
import { foundCompany, type Company } from './company.ts';
import type { Settings } from './options.ts';
import type { Published } from './published.ts';
import { fullSight, isUnseenCall, type Sight } from './sight.ts';

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
  sight(): Sight;
  /** Another text for another sight, which walks that are under way notice as well. */
  sightKey(): string;
  publish(published: Published): void;
  /** Whether every call is visible, so that they need not be looked at one by one. */
  hidesNothing(publication: number): boolean;
  isVisible(call: number, publication: number): boolean;
  /** Whether a call has taken place and still exists; Gong counts it though it may not be published yet. */
  isKnown(call: number, publication: number): boolean;
  hasTranscript(call: number, publication: number): boolean;
  hasAnswer(answer: number, publication: number): boolean;
  isAnswerEdited(answer: number): boolean;
  /** What of a call has been edited at present. */
  editsOf(call: number): Edits | undefined;
  /** The same as a text, for what is kept of it. */
  editionOf(call: number): string | undefined;
}

export function createWorld(settings: Settings): World {
  const company = foundCompany(settings);
  const { history } = company;
  const { seed, seesCalls, lateShare } = settings;
  const deleted = new Set<number>();
  let deletions = 0;
  let answers: AnsweredScorecards | undefined;
  let publication = settings.clock ?? 0;
  let sight = fullSight;

  const isPublished = (call: number, at: number): boolean =>
    history === undefined ? at > 0 || !company.isLate(call) : history.isThere(call, at);
  const isHidden = (call: number): boolean =>
    !seesCalls || deleted.has(call) || isUnseenCall(seed, call, sight);
  const isVisible = (call: number, at: number): boolean => isPublished(call, at) && !isHidden(call);
  const isKnown = (call: number, at: number): boolean =>
    !isHidden(call) &&
    (history === undefined || (at >= (history.ended[call] ?? 0) && !history.isGone(call, at)));
  const allAnswers = (): AnsweredScorecards => (answers ??= answerScorecards(company));
  const editsOf = (call: number): Edits | undefined =>
    history === undefined ? undefined : editsAt(history.editsOf(call), publication);

  return {
    company,
    calls: indexCalls(company),
    answers: allAnswers,
    publication: () => publication,
    deletions: () => deletions,
    sight: () => sight,
    sightKey: () => `${sight.unseenCalls} ${sight.unseenUsers}`,
    publish: (published) => {
      ({ publication, sight } = published);
      for (const id of published.deletedCalls.slice(deletions)) {
        const call = company.callIds.decode(id);
        if (call !== undefined) deleted.add(call);
      }
      deletions = published.deletedCalls.length;
    },
    hidesNothing: (at) =>
      seesCalls &&
      history === undefined &&
      deleted.size === 0 &&
      sight.unseenCalls === 0 &&
      (at > 0 || lateShare === 0),
    isVisible,
    isKnown,
    hasTranscript: (call, at) => company.hasTranscript(call) && at >= (history?.transcribed[call] ?? 0),
    hasAnswer: (answer, at) => {
      if (!isVisible(allAnswers().callOf(answer), at)) return false;
      return (
        history === undefined || (at >= allAnswers().shownAt(answer) && at < allAnswers().deletedAt(answer))
      );
    },
    isAnswerEdited: (answer) => history !== undefined && publication >= allAnswers().editedAt(answer),
    editsOf,
    editionOf: (call) => {
      const edits = editsOf(call);
      return edits === undefined ? undefined : [...edits].join(' ');
    },
  };
}
