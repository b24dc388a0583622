import type { Period } from '../base/calendar.ts';
import type { JsonObject } from '../base/json-object.ts';
import type { List } from './list.ts';
import { rowsOfUser } from './rows-of-user.ts';
import { statsList } from './stats-list.ts';
import { ListedStream, type Partition } from './stream.ts';
import type { CompanyDays } from './company-calendar.ts';

const PERIODS_PER_WINDOW = 60;

/** How much users did in Gong in a period of the calendar: a row a user and period. The last one grows from day to day. */
export class StatsActivityAggregateByPeriod extends ListedStream<'statsActivityAggregateByPeriod'> {
  readonly name = 'statsActivityAggregateByPeriod';
  readonly primaryKey = ['userId', 'aggregationPeriod', 'fromDate'] as const;
  readonly scope = 'api:stats:user-actions';
  readonly cost = `1 request for 100 users and ${PERIODS_PER_WINDOW} periods`;
  override readonly cursorField = 'fromDate';
  override readonly isOneForOne = false;
  readonly list: List;
  /** Weeks that were read say nothing of months: each period has a place of its own in the state. */
  override readonly partitions: readonly Partition[];
  readonly #period: Period;

  constructor(days: CompanyDays, period: Period) {
    super();
    this.#period = period;
    this.list = statsList({
      name: this.name,
      path: '/v2/stats/activity/aggregate-by-period',
      itemsKey: 'usersAggregateActivity',
      days,
      period,
      periodsPerWindow: PERIODS_PER_WINDOW,
      body: { aggregationPeriod: period },
    });
    this.partitions = [{ name: period, list: this.list }];
  }

  override toRecords(user: JsonObject): readonly JsonObject[] {
    const rows = rowsOfUser(user, 'userAggregateActivity');
    return rows.map((row) => ({ ...row, aggregationPeriod: this.#period }));
  }
}
