import type { List } from './list.ts';
import { CHANGED_AT, ListedStream } from './stream.ts';
import { narrowedList } from './workspace-lists.ts';

/** The settings of AI briefs, of all workspaces. Gong calls the endpoint a beta. */
export class AiBriefs extends ListedStream<'aiBriefs'> {
  readonly name = 'aiBriefs';
  readonly primaryKey = ['briefId'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:ai-briefer:read';
  readonly cost = '1 request';
  readonly list: List;

  constructor(workspaceIds: readonly string[] = []) {
    super();
    this.list = narrowedList(
      { name: 'aiBriefs', path: '/v2/settings/briefs', itemsKey: 'briefs', key: ['briefId'] },
      workspaceIds,
    );
  }
}
