import { DAY, formatInstant, type Instant } from '../src/base/instant.ts';
import { editables, type SandboxOptions } from '../sandbox/src/index.ts';

/** A company in few words. */
export interface WeekCompany {
  readonly seed: number;
  readonly callsPerDay: number;
  /** Before the first sync, and after it. */
  readonly historyDays: number;
  readonly days: number;
}

/** A Wednesday, so that the days before it hold a weekend and the Monday behind it. */
export const END: Instant = Date.UTC(2026, 10, 25);

/** How often things happen in life. */
export const lifelike: SandboxOptions = {
  editedShare: 0.05,
  editedParts: editables.filter((part) => part !== 'privacy' && part !== 'start'),
  deletedShare: 0.001,
  noTranscriptShare: 0.08,
  lateTranscriptShare: 0.03,
};

/** As much as can happen, so that what is missed is noticed. */
export const eventful: SandboxOptions = {
  ...lifelike,
  editedShare: 0.4,
  editRounds: 3,
  editedParts: editables,
  deletedShare: 0.02,
  returningShare: 0.3,
  reviewChanges: 0.15,
  listChanges: 0.1,
  users: 60,
  scorecards: 12,
  keywordTrackers: 20,
  resignMedia: true,
  countLead: true,
};

export function companyOptions(
  { seed, callsPerDay, historyDays, days }: WeekCompany,
  happenings: SandboxOptions,
): SandboxOptions {
  const all = historyDays + days;
  return {
    seed,
    days: all,
    calls: Math.round(all * callsPerDay),
    until: formatInstant(END),
    clock: formatInstant(END - days * DAY),
    requestsPerSecond: 0,
    dailyRequestLimit: 0,
    extensiveKilobytes: 6,
    numericIds: false,
    ...happenings,
  };
}
