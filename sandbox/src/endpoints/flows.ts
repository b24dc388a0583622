import { endOfData } from '../end-of-data.ts';
import type { Endpoint } from '../endpoint.ts';
import {
  countOf,
  flowCreated,
  flowIds,
  flowRecord,
  folderOf,
  isFor,
  workspaceOfFlow,
  type Shelf,
} from '../flows.ts';
import { readFlag, readGiven, readOptionalId } from '../input.ts';
import type { Listing } from '../paging.ts';
import { userOfEmail } from '../user-record.ts';
import type { World } from '../world.ts';

const mostRecent = 20;

export const flows: Endpoint = {
  method: 'GET',
  path: /^\/v2\/flows$/,
  scope: 'api:flows:read',
  answer: (request, world, page) => {
    const { flowOwnerEmail, folderId, mostRecentlyAssigned } = request.query;
    readGiven(flowOwnerEmail, 'flowOwnerEmail');
    const folder = readOptionalId(folderId, 'folderId');
    const isCapped = readFlag(mostRecentlyAssigned, 'mostRecentlyAssigned');
    const listed = list(world, 'flow', request.query, flowOwnerEmail).filter(
      (flow) =>
        folder === undefined ||
        folderOf(world.company, 'flow', flow) === flowIds(world.company, 'flow folder').decode(folder),
    );
    return page(
      request,
      listing(world, 'flow', request.query, isCapped ? listed.slice(0, mostRecent) : listed),
    );
  },
};

export const flowFolders: Endpoint = {
  method: 'GET',
  path: /^\/v2\/flows\/folders$/,
  scope: 'api:flows:read',
  answer: (request, world, page) => {
    const { flowFolderOwnerEmail, parentId } = request.query;
    readGiven(flowFolderOwnerEmail, 'flowFolderOwnerEmail');
    const id = readOptionalId(parentId, 'parentId');
    const parent = id === undefined ? undefined : flowIds(world.company, 'flow folder').decode(id);
    const listed = list(world, 'flow folder', request.query, flowFolderOwnerEmail).filter(
      (folder) =>
        id === undefined ||
        (parent !== undefined &&
          (folder === parent || folderOf(world.company, 'flow folder', folder) === parent)),
    );
    return page(request, listing(world, 'flow folder', request.query, listed));
  },
};

/** What somebody has. An address that is nobody's has what is for all: what Gong does is not known. */
function list(
  world: World,
  shelf: Shelf,
  query: Readonly<Record<string, string>>,
  email: string | undefined,
): number[] {
  const { company } = world;
  const user = userOfEmail(company, email ?? '');
  const workspaceId = readOptionalId(query['workspaceId'], 'workspaceId');
  const end = endOfData(world);
  return Array.from({ length: countOf(company, shelf) }, (_, item) => item).filter(
    (item) =>
      isFor(company, shelf, item, user) &&
      flowCreated(company, shelf, item) <= end &&
      (workspaceId === undefined || workspaceOfFlow(company, shelf, item) === workspaceId),
  );
}

function listing(
  world: World,
  shelf: Shelf,
  { cursor, ...inputs }: Readonly<Record<string, string>>,
  listed: readonly number[],
): Listing {
  return {
    // The document has the key of the flows for folders too; no answer of Gong's has been seen.
    envelopeKey: 'flows',
    cursor,
    inputs,
    matches: () => listed,
    write: (item) => JSON.stringify(flowRecord(world.company, shelf, item)),
    // Seen: an empty list and no 404.
    nothingFound: undefined,
  };
}
