import type { JsonObject } from '../base/json-object.ts';
import { eachParent } from './each-parent.ts';
import { libraryFolderListOf } from './library-folders.ts';
import type { List } from './list.ts';
import { CHANGED_AT, ListedStream } from './stream.ts';

/** The calls in the folders of the library, and parts of calls: the same call can be in a folder more than once. */
export class LibraryFolderContent extends ListedStream<'libraryFolderContent'> {
  readonly name = 'libraryFolderContent';
  readonly primaryKey = ['folderId', 'id', 'created'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:library:read';
  override readonly otherScopes = ['api:workspaces:read'];
  readonly cost = '1 request a folder, and the list of folders';
  override readonly isOneForOne = false;
  readonly list: List;
  override readonly isReadLast = true;
  override readonly callIdOf = (call: JsonObject): unknown => call['id'];
  override readonly lookUp = eachParent({
    stream: 'libraryFolderContent',
    parents: { name: 'folders', field: 'id' },
    request: (id) => ({
      method: 'GET',
      path: '/v2/library/folder-content',
      query: { folderId: id },
    }),
    itemsKey: 'calls',
    toRecords: (call, { id, name, createdBy, updated, workspaceId }) => [
      {
        ...call,
        folderId: id,
        folderName: name,
        folderCreatedBy: createdBy,
        folderUpdated: updated,
        workspaceId,
      },
    ],
  });

  constructor(list: List = libraryFolderListOf()) {
    super();
    this.list = list;
  }

  override get endpoint(): string {
    return 'GET /v2/library/folder-content';
  }
}
