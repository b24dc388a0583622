import { dailyStatsList } from './daily-stats.ts';
import type { List } from './list.ts';
import { ListedStream } from './stream.ts';
import type { CompanyDays } from './company-calendar.ts';

/** How much users did in Gong on a day. */
export class StatsActivityAggregate extends ListedStream<'statsActivityAggregate'> {
  readonly name = 'statsActivityAggregate';
  readonly primaryKey = ['userId', 'fromDate'] as const;
  readonly scope = 'api:stats:user-actions';
  readonly cost = '1 request for 100 users and day';
  override readonly cursorField = 'fromDate';
  readonly list: List;

  constructor(days: CompanyDays) {
    super();
    this.list = dailyStatsList({
      name: this.name,
      path: '/v2/stats/activity/aggregate',
      itemsKey: 'usersAggregateActivityStats',
      days,
    });
  }
}
