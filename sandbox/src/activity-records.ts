import { countsOf, listsOf, type Activity } from './activity.ts';
import type { Company } from './company.ts';
import { startOf, type Days } from './company-days.ts';
import { emailAddressOf } from './user-record.ts';

type Json = Record<string, unknown>;

/** Who the statistics are about. */
function identityOf(company: Company, user: number): Json {
  return { userId: company.userIds.encode(user), userEmailAddress: emailAddressOf(company, user) };
}

/** The bounds of a period as its rows name them. */
export function datesOf(company: Company, { from, to }: Days): { fromDate: string; toDate: string } {
  return {
    fromDate: company.write(startOf(company, from)),
    toDate: company.write(startOf(company, to)),
  };
}

/** What POST /v2/stats/activity/aggregate says of a user. */
export function aggregateRecord(company: Company, activity: Activity, user: number, days: Days): Json {
  return {
    ...identityOf(company, user),
    userAggregateActivityStats: countsOf(activity.get(user), days),
  };
}

/** What POST /v2/stats/activity/aggregate-by-period says of a user: every period, also those without activity. */
export function periodsRecord(
  company: Company,
  activity: Activity,
  user: number,
  periods: readonly Days[],
): Json & { readonly userAggregateActivity: readonly object[] } {
  return {
    ...identityOf(company, user),
    userAggregateActivity: periods.map((days) => ({
      ...countsOf(activity.get(user), days),
      ...datesOf(company, days),
    })),
  };
}

/** What POST /v2/stats/activity/day-by-day says of a user: every day, also those without activity. */
export function daysRecord(
  company: Company,
  activity: Activity,
  user: number,
  days: Days,
): Json & { readonly userDailyActivityStats: readonly object[] } {
  const length = days.to - days.from;
  return {
    ...identityOf(company, user),
    userDailyActivityStats: Array.from({ length }, (_, index) => {
      const day = days.from + index;
      return {
        ...listsOf(activity.get(user)?.get(day)),
        ...datesOf(company, { from: day, to: day + 1 }),
      };
    }),
  };
}
