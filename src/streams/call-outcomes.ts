import { CHANGED_AT, ListedStream } from './stream.ts';
import { wholeList } from './whole-list.ts';

/** The outcomes that a call made in Gong's dialer can be given. Gong has no ids of them: the name is the key. */
export class CallOutcomes extends ListedStream<'callOutcomes'> {
  readonly name = 'callOutcomes';
  readonly primaryKey = ['callOutcome'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:call-outcomes:read';
  readonly cost = '1 request';
  readonly list = wholeList({
    name: 'callOutcomes',
    path: '/v2/call-outcomes',
    itemsKey: 'outcomes',
    key: ['callOutcome'],
  });
}
