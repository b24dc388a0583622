import { dailyStatsList } from './daily-stats.ts';
import type { List } from './list.ts';
import { ListedStream } from './stream.ts';
import type { CompanyDays } from './company-calendar.ts';

/** How users spoke on the calls of a day. */
export class StatsInteraction extends ListedStream<'statsInteraction'> {
  readonly name = 'statsInteraction';
  readonly primaryKey = ['userId', 'fromDate'] as const;
  readonly scope = 'api:stats:interaction';
  readonly cost = '1 request for 100 users and day';
  override readonly cursorField = 'fromDate';
  readonly list: List;

  constructor(days: CompanyDays) {
    super();
    this.list = dailyStatsList({
      name: this.name,
      path: '/v2/stats/interaction',
      itemsKey: 'peopleInteractionStats',
      days,
    });
  }
}
