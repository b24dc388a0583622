import { ListedStream } from './stream.ts';
import { wholeList } from './whole-list.ts';

/** The settings of AI briefs, of all workspaces. Gong calls the endpoint a beta. */
export class AiBriefs extends ListedStream<'aiBriefs'> {
  readonly name = 'aiBriefs';
  readonly primaryKey = ['briefId'] as const;
  readonly scope = 'api:ai-briefer:read';
  readonly cost = '1 request';
  readonly list = wholeList({
    name: 'aiBriefs',
    path: '/v2/settings/briefs',
    itemsKey: 'briefs',
    key: ['briefId'],
  });
}
