import { ListedStream } from './stream.ts';
import { keyOf, PAGE_SIZE, type List } from './list.ts';

/** The definitions of scorecards; the answers are a stream of their own. */
export class Scorecards extends ListedStream<'scorecards'> {
  readonly name = 'scorecards';
  readonly primaryKey = ['scorecardId'] as const;
  readonly scope = 'api:settings:scorecards:read';
  readonly cost = '1 request';
  readonly list: List = {
    name: 'scorecards',
    granularity: 'none',
    itemsKey: 'scorecards',
    pageSize: PAGE_SIZE,
    request: () => ({ method: 'GET', path: '/v2/settings/scorecards' }),
    key: (scorecard) => keyOf(scorecard['scorecardId']),
  };
}
