import type { JsonObject } from '../base/json-object.ts';
import { betweenDays, keyOf, PAGE_SIZE, timesOf, type List } from './list.ts';
import { ListedStream, type Identity } from './stream.ts';

export const answeredScorecardList: List = {
  name: 'answeredScorecards',
  granularity: 'day',
  itemsKey: 'answeredScorecards',
  pageSize: PAGE_SIZE,
  request: (window) => ({
    method: 'POST',
    path: '/v2/stats/activity/scorecards',
    // Gong's default is MANUAL, which leaves out what its AI has answered.
    body: { filter: { ...betweenDays(window), reviewMethod: 'BOTH' } },
  }),
  key: (scorecard) => keyOf(scorecard['answeredScorecardId']),
  times: (scorecard) => timesOf(scorecard['reviewTime']),
};

/** Scorecards that somebody, or Gong's AI, has filled in. */
export class AnsweredScorecards extends ListedStream<'answeredScorecards'> {
  readonly name = 'answeredScorecards';
  readonly primaryKey = ['answeredScorecardId'] as const;
  readonly scope = 'api:stats:scorecards';
  readonly cost = '1 request for 100 reviews';
  override readonly isReadByDefault = true;
  override readonly cursorField = 'reviewTime';
  readonly list = answeredScorecardList;

  override identityOf({ answeredScorecardId: id, reviewTime: time }: JsonObject): Identity {
    return { id, time };
  }
}
