import { answerScorecards, type AnsweredScorecards } from './answered-scorecards.ts';
import { indexCalls, type CallIndex } from './call-index.ts';
import { foundCompany, type Company } from './company.ts';
import type { Settings } from './options.ts';

/** The company, the orders its records are found by, and how much of it has been published. */
export interface World {
  readonly company: Company;
  readonly calls: CallIndex;
  /** Built when first asked for. */
  answers(): AnsweredScorecards;
  /** 0 until the late calls are published, then 1; a walk keeps the publication it began with. */
  publication(): number;
  publishLate(): void;
  isVisible(call: number, publication: number): boolean;
}

export function createWorld(settings: Settings): World {
  const company = foundCompany(settings);
  let answers: AnsweredScorecards | undefined;
  let publication = 0;
  return {
    company,
    calls: indexCalls(company),
    answers: () => (answers ??= answerScorecards(company)),
    publication: () => publication,
    publishLate: () => {
      publication = 1;
    },
    isVisible: (call, at) => at > 0 || !company.isLate(call),
  };
}
