import type { JsonObject } from '../base/json-object.ts';
import type { List } from './list.ts';
import { rowsOfUser } from './rows-of-user.ts';
import { statsList } from './stats-list.ts';
import { ListedStream } from './stream.ts';
import type { CompanyDays } from './company-calendar.ts';

/** A response holds all days of a hundred users, so that more of them would take much memory. */
const DAYS_PER_WINDOW = 91;

/** What users did in Gong on a day, call by call: a row a user and day. */
export class StatsActivityDayByDay extends ListedStream<'statsActivityDayByDay'> {
  readonly name = 'statsActivityDayByDay';
  readonly primaryKey = ['userId', 'fromDate'] as const;
  readonly scope = 'api:stats:user-actions:detailed';
  readonly cost = `1 request for 100 users and ${DAYS_PER_WINDOW} days`;
  override readonly cursorField = 'fromDate';
  override readonly isOneForOne = false;
  readonly list: List;

  constructor(days: CompanyDays) {
    super();
    this.list = statsList({
      name: this.name,
      path: '/v2/stats/activity/day-by-day',
      itemsKey: 'usersDetailedActivities',
      days,
      period: 'DAY',
      periodsPerWindow: DAYS_PER_WINDOW,
    });
  }

  override toRecords(user: JsonObject): readonly JsonObject[] {
    return rowsOfUser(user, 'userDailyActivityStats');
  }
}
