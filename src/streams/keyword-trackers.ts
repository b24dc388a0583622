import type { List } from './list.ts';
import { CHANGED_AT, ListedStream } from './stream.ts';
import { narrowedList } from './workspace-lists.ts';

/** The definitions of keyword trackers, of all workspaces. Gong has none of smart trackers. */
export class KeywordTrackers extends ListedStream<'keywordTrackers'> {
  readonly name = 'keywordTrackers';
  readonly primaryKey = ['trackerId'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:settings:trackers:read';
  readonly cost = '1 request';
  readonly list: List;

  constructor(workspaceIds: readonly string[] = []) {
    super();
    this.list = narrowedList(
      {
        name: 'keywordTrackers',
        path: '/v2/settings/trackers',
        itemsKey: 'keywordTrackers',
        key: ['trackerId'],
      },
      workspaceIds,
    );
  }
}
