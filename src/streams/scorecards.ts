import { ListedStream } from './stream.ts';
import { PAGE_SIZE, type List } from './list.ts';

/** The definitions of scorecards; the answers are a stream of their own. */
export class Scorecards extends ListedStream<'scorecards'> {
  readonly name = 'scorecards';
  readonly primaryKey = 'scorecardId';
  readonly listing: List = {
    granularity: 'none',
    itemsKey: 'scorecards',
    pageSize: PAGE_SIZE,
    request: () => ({ method: 'GET', path: '/v2/settings/scorecards' }),
    key: (scorecard) => scorecard['scorecardId'],
  };
}
