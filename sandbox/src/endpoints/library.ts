import type { Endpoint } from '../endpoint.ts';
import { Failure } from '../failure.ts';
import { folderCalls } from '../folder-content.ts';
import { readOptionalId } from '../input.ts';
import { folderAt, folderIds, folders, workspaceOfFolder } from '../library-folders.ts';

/** Gong's text, in which no period is asked for. */
const nothingFound = new Failure(404, ['No folders found for the specified period']);

const scope = 'api:library:read';

export const libraryFolders: Endpoint = {
  method: 'GET',
  path: /^\/v2\/library\/folders$/,
  scope,
  answer: ({ requestId, query }, { company }) => {
    // The documentation does not say what comes without a workspace; that of trackers says: all.
    const workspaceId = readOptionalId(query['workspaceId'], 'workspaceId');
    const found = folders(company).filter(
      ({ id }) => workspaceId === undefined || workspaceOfFolder(company, id) === workspaceId,
    );
    if (found.length === 0) throw nothingFound;
    return JSON.stringify({ requestId, folders: found });
  },
};

export const libraryFolderContent: Endpoint = {
  method: 'GET',
  path: /^\/v2\/library\/folder-content$/,
  scope,
  answer: ({ requestId, query }, world) => {
    const { company } = world;
    const folder = folderIds(company).decode(readOptionalId(query['folderId'], 'folderId') ?? '');
    if (folder === undefined) throw nothingFound;
    const { id, name, createdBy, updated } = folderAt(company, folder);
    return JSON.stringify({ requestId, id, name, createdBy, updated, calls: folderCalls(world, folder) });
  },
};
