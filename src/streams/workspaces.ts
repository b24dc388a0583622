import { asPage } from './read-once.ts';
import { CHANGED_AT, ListedStream } from './stream.ts';
import { wholeList } from './whole-list.ts';
import { readWorkspaces } from './workspace-lists.ts';

/** The parts of a company whose calls and settings are kept apart. */
export class Workspaces extends ListedStream<'workspaces'> {
  readonly name = 'workspaces';
  readonly primaryKey = ['id'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:workspaces:read';
  readonly cost = '1 request';
  readonly list = wholeList({
    name: 'workspaces',
    path: '/v2/workspaces',
    itemsKey: 'workspaces',
    key: ['id'],
    async *pages(gong, _window, signal) {
      yield asPage(await readWorkspaces(gong, signal));
    },
  });
}
