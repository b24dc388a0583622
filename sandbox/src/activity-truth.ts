import { activityOf, type Activity } from './activity.ts';
import { aggregateRecord, datesOf, daysRecord, periodsRecord } from './activity-records.ts';
import { allDays, today, type Days } from './company-days.ts';
import { interactionRecord, interactionsOf } from './interaction-record.ts';
import { periodsOf, startOfPeriod } from './periods.ts';
import type { TruthChoice, Truths } from './truth-choice.ts';
import type { World } from './world.ts';
import { zoneName } from './zone-name.ts';

/**
 * Statistics from the first day with data to the last one that is over, a row a user and period, as far as somebody
 * did something in it: rows of nothing come or do not come, depending on how long the periods are that a client asks
 * for at once.
 */
export const activityTruth = {
  statsInteraction: function* (world: World) {
    for (const day of eachDay(allDays(world))) {
      for (const [user, calls] of inOrder(interactionsOf(world, day))) {
        yield row(interactionRecord(world.company, user, calls), periodOf(world, day));
      }
    }
  },
  statsActivityAggregate: function* (world: World) {
    const activity = activityOf(world, allDays(world));
    for (const day of eachDay(allDays(world))) {
      for (const user of doersOf(activity, day)) {
        yield row(aggregateRecord(world.company, activity, user, day), periodOf(world, day));
      }
    }
  },
  statsActivityAggregateByPeriod: function* (world: World, { aggregationPeriod = 'WEEK' }: TruthChoice) {
    // Whole periods, but for the last one, which grows from day to day.
    const from = startOfPeriod(aggregationPeriod, allDays(world).from);
    const days = { from, to: today(world) };
    const activity = activityOf(world, days);
    for (const period of periodsOf(aggregationPeriod, days)) {
      for (const user of doersOf(activity, period)) {
        const { userAggregateActivity: rows, ...who } = periodsRecord(world.company, activity, user, [
          period,
        ]);
        for (const counts of rows) yield row(who, counts, { aggregationPeriod });
      }
    }
  },
  statsActivityDayByDay: function* (world: World) {
    const activity = activityOf(world, allDays(world));
    for (const day of eachDay(allDays(world))) {
      for (const user of doersOf(activity, day)) {
        const { userDailyActivityStats: rows, ...who } = daysRecord(world.company, activity, user, day);
        for (const lists of rows) yield row(who, lists);
      }
    }
  },
} satisfies Truths;

function row(...parts: readonly object[]): string {
  return JSON.stringify(Object.assign({}, ...parts));
}

/** What a client adds to a row that does not say its period itself, from the top of the answer. */
function periodOf({ company }: World, days: Days): object {
  const { offset, offsetMinutes } = company.settings;
  return { ...datesOf(company, days), timeZone: zoneName(offset, offsetMinutes) };
}

function* eachDay({ from, to }: Days): Generator<Days> {
  for (let day = from; day < to; day += 1) yield { from: day, to: day + 1 };
}

function doersOf(activity: Activity, { from, to }: Days): number[] {
  return inOrder(activity)
    .filter(([, days]) => [...days.keys()].some((day) => day >= from && day < to))
    .map(([user]) => user);
}

function inOrder<Value>(byUser: ReadonlyMap<number, Value>): [number, Value][] {
  return [...byUser].toSorted(([left], [right]) => left - right);
}
