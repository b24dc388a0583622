import { formatInstant } from '../base/instant.ts';
import { paginate } from '../gong/pages.ts';
import type { List } from './list.ts';
import { statsList, type StatsListOptions } from './stats-list.ts';

/**
 * Statistics that are about all of the days that are asked for, so each day is asked for by itself. Their period and the
 * company's time zone stand around the list, and are added to each item.
 */
export function dailyStatsList(options: Omit<StatsListOptions, 'period' | 'periodsPerWindow'>): List {
  const list = statsList({ ...options, period: 'DAY', periodsPerWindow: 1 });
  return {
    ...list,
    async *pages(gong, window, signal) {
      const pages = paginate(gong, list.request(window), list.itemsKey, signal, list.key);
      for await (const page of pages) {
        const { fromDateTime, toDateTime, timeZone } = page.envelope ?? {};
        // The day is a part of the key, so a response that does not tell it has the one that was asked for.
        const fromDate = fromDateTime ?? formatInstant(window.from);
        const toDate = toDateTime ?? formatInstant(window.to);
        yield { ...page, items: page.items.map((item) => ({ ...item, fromDate, toDate, timeZone })) };
      }
    },
  };
}
