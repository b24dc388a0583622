import type { Company } from './company.ts';
import { folderCalls, type FolderCall } from './folder-content.ts';
import { integrationIds, objectTypes, schemaFields } from './generic-crm.ts';
import { folders, workspaceOfFolder, type Folder } from './library-folders.ts';
import {
  permissionProfiles,
  profileUsers,
  type PermissionProfile,
  type ProfileUser,
} from './permission-profiles.ts';
import { workspaces } from './workspaces.ts';
import type { World } from './world.ts';

/** A record with what a client knows of it besides, from having asked for it. */
type Row<T, Added extends string> = T & Readonly<Record<Added, string | null>>;

export function folderRows(company: Company): Row<Folder, 'workspaceId'>[] {
  return folders(company).map((folder) => ({
    ...folder,
    workspaceId: workspaceOfFolder(company, folder.id),
  }));
}

/** The answer tells of the folder as well as of its calls. */
type FolderField = 'folderId' | 'folderName' | 'folderCreatedBy' | 'folderUpdated' | 'workspaceId';

export function folderCallRows(world: World): Row<FolderCall, FolderField>[] {
  return folderRows(world.company).flatMap(({ id, name, createdBy, updated, workspaceId }, folder) =>
    folderCalls(world, folder).map((call) => ({
      ...call,
      folderId: id,
      folderName: name,
      folderCreatedBy: createdBy,
      folderUpdated: updated,
      workspaceId,
    })),
  );
}

export function profileRows(company: Company): Row<PermissionProfile, 'workspaceId'>[] {
  return workspaces(company).flatMap(({ id }, workspace) =>
    permissionProfiles(company, workspace).map((profile) => ({ ...profile, workspaceId: id })),
  );
}

export function profileUserRows(company: Company): Row<ProfileUser, 'profileId' | 'workspaceId'>[] {
  return profileRows(company).flatMap(({ id: profileId, workspaceId }, profile) =>
    profileUsers(company, profile).map((user) => ({ ...user, profileId, workspaceId })),
  );
}

/** Where the API calls a field's name `name`, a client has it as `uniqueName` as well: that is half of the key. */
export function crmFieldRows(company: Company): object[] {
  return Array.from({ length: company.settings.crmIntegrations }, (_, integration) =>
    objectTypes.flatMap((objectType) =>
      schemaFields(company, integration, objectType).map((field) => ({
        uniqueName: field['name'],
        ...field,
        integrationId: integrationIds(company).encode(integration),
        objectType,
      })),
    ),
  ).flat();
}
