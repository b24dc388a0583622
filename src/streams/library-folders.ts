import type { List } from './list.ts';
import { CHANGED_AT, ListedStream } from './stream.ts';
import { workspaceList } from './workspace-lists.ts';

/** Gong does not document whether all folders come without a workspace, so each workspace is asked for its own. */
export function libraryFolderListOf(workspaceIds: readonly string[] = []): List {
  return workspaceList(
    {
      name: 'libraryFolders',
      path: '/v2/library/folders',
      itemsKey: 'folders',
      key: ['id'],
      isWorkspaceOptional: true,
    },
    workspaceIds,
  );
}

/** The folders of the library of calls: those that are public and not archived. */
export class LibraryFolders extends ListedStream<'libraryFolders'> {
  readonly name = 'libraryFolders';
  readonly primaryKey = ['id'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:library:read';
  override readonly otherScopes = ['api:workspaces:read'];
  readonly cost = '1 request a workspace, and 1 for the workspaces';
  readonly list: List;

  constructor(list: List = libraryFolderListOf()) {
    super();
    this.list = list;
  }
}
