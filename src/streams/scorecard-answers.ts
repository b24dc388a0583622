import { objectsOf, type JsonObject } from '../base/json-object.ts';
import { withEntry } from './with-entry.ts';
import { answeredScorecardList } from './answered-scorecards.ts';
import { ListedStream, type Identity } from './stream.ts';

/** The answers of answered scorecards: a row an answer, with the review that it stands in. */
export class ScorecardAnswers extends ListedStream<'scorecardAnswers'> {
  readonly name = 'scorecardAnswers';
  readonly primaryKey = ['answeredScorecardId', 'position'] as const;
  readonly scope = 'api:stats:scorecards';
  readonly cost = 'none where answeredScorecards is read as well; 1 request for 100 reviews otherwise';
  override readonly cursorField = 'reviewTime';
  override readonly isOneForOne = false;
  readonly list = answeredScorecardList;

  override identityOf({ answeredScorecardId: id, reviewTime: time }: JsonObject): Identity {
    return { id, time };
  }

  override toRecords({ answers, ...review }: JsonObject): readonly JsonObject[] {
    return objectsOf(answers).map((answer, position) => withEntry({ ...review, position }, answer));
  }
}
