import type { List } from './list.ts';
import { CHANGED_AT, ListedStream, type Probe } from './stream.ts';
import { workspaceList } from './workspace-lists.ts';

export function permissionProfileListOf(workspaceIds: readonly string[] = []): List {
  return workspaceList(
    {
      name: 'permissionProfiles',
      path: '/v2/all-permission-profiles',
      itemsKey: 'profiles',
      key: ['workspaceId', 'id'],
      isWorkspaceOptional: false,
    },
    workspaceIds,
  );
}

/** What users may see and do. Gong names no scope for it but that of the workspaces, of each of which it is asked. */
export class PermissionProfiles extends ListedStream<'permissionProfiles'> {
  readonly name = 'permissionProfiles';
  readonly primaryKey = ['workspaceId', 'id'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:workspaces:read';
  readonly cost = '1 request a workspace, and 1 for the workspaces';
  readonly list: List;

  constructor(list: List = permissionProfileListOf()) {
    super();
    this.list = list;
  }

  override probe(): Probe {
    return { ...super.probe({ from: 0, to: 0, isLast: true }), isBlank: true };
  }
}
