import { CHANGED_AT, ListedStream } from './stream.ts';
import { wholeList } from './whole-list.ts';

/** The definitions of scorecards; the answers are a stream of their own. */
export class Scorecards extends ListedStream<'scorecards'> {
  readonly name = 'scorecards';
  readonly primaryKey = ['scorecardId'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:settings:scorecards:read';
  readonly cost = '1 request';
  override readonly isReadByDefault = true;
  readonly list = wholeList({
    name: 'scorecards',
    path: '/v2/settings/scorecards',
    itemsKey: 'scorecards',
    key: ['scorecardId'],
  });
}
