import type { Company } from './company.ts';
import { idSpace, type IdSpace } from './ids.ts';
import { random, share } from './random.ts';
import { awkwardTexts, writeParagraph } from './words.ts';

const visibilities = ['Company', 'Company', 'Personal', 'Shared'] as const;
const actions = [
  'AUTO_SEND_EMAIL',
  'CALL',
  'SEND_EMAIL',
  'LINKEDIN_CONNECT',
  'LINKEDIN_MESSAGE',
  'CUSTOM',
] as const;
const mostSteps = 8;

/** Flows of Gong Engage or their folders: both are listed in the same way, and their records have the same shape. */
export type Shelf = 'flow' | 'flow folder';

type Fields = Record<string, unknown>;

/** A few flows share a folder. */
export function countOf({ settings }: Company, shelf: Shelf): number {
  return shelf === 'flow' ? settings.flows : Math.ceil(settings.flows / 3);
}

export function flowIds(company: Company, shelf: Shelf): IdSpace {
  return idSpace(company.settings.seed, shelf, 19, countOf(company, shelf));
}

/** Those of the company are for all, personal ones for one user, shared ones for some. */
export function isFor({ settings }: Company, shelf: Shelf, item: number, user: number | undefined): boolean {
  const { seed, users } = settings;
  const visibility = visibilityOf(item);
  if (visibility === 'Company') return true;
  if (user === undefined) return false;
  const owner = Math.floor(share(seed, `${shelf} owner`, item) * users);
  return user === owner || (visibility === 'Shared' && share(seed, `${shelf} ${item} shared`, user) < 0.1);
}

/** Microseconds since 1970. */
export function flowCreated({ settings }: Company, shelf: Shelf, item: number): number {
  const { seed, from, until } = settings;
  // Half of them are older than the calls.
  const begin = from - (until - from);
  return Math.floor((begin + share(seed, `${shelf} created`, item) * (until - begin)) / 1e6) * 1e6;
}

export function workspaceOfFlow(company: Company, shelf: Shelf, item: number): string {
  return company.workspaceId(share(company.settings.seed, `${shelf} workspace`, item) < 0.8);
}

/** The folder that a flow or a folder is in. */
export function folderOf(company: Company, shelf: Shelf, item: number): number | undefined {
  if (shelf === 'flow folder') return item < 2 ? undefined : item - 2;
  const folders = countOf(company, 'flow folder');
  return item % 5 === 4 || folders === 0 ? undefined : item % folders;
}

export function flowName(shelf: Shelf, item: number): string {
  if (item % 7 === 6) return awkwardTexts[item % awkwardTexts.length] ?? '';
  return `${shelf === 'flow' ? 'Flow' : 'Folder'} ${item + 1}`;
}

/** A flow as GET /v2/flows lists it, or a folder as GET /v2/flows/folders does. */
export function flowRecord(company: Company, shelf: Shelf, item: number): Fields {
  const folder = folderOf(company, shelf, item);
  return {
    id: flowIds(company, shelf).encode(item),
    name: flowName(shelf, item),
    folderId: folder === undefined ? null : flowIds(company, 'flow folder').encode(folder),
    folderName: folder === undefined ? null : flowName('flow folder', folder),
    visibility: visibilityOf(item),
    creationDate: company.write(flowCreated(company, shelf, item)),
    // What the document means by it for folders is not known.
    exclusive: shelf === 'flow' ? isExclusive(company, item) : item % 2 === 0 ? false : null,
  };
}

/** Whether a prospect in this flow can be in no other one. */
export function isExclusive({ settings }: Company, flow: number): boolean {
  return share(settings.seed, 'exclusive', flow) < 0.3;
}

/** A flow as POST /v2/flows/steps sends it: with a description, and without the name of its folder. */
export function flowDetails(company: Company, flow: number): Fields {
  const { folderName: _, ...fields } = flowRecord(company, 'flow', flow);
  return { ...fields, description: flow % 3 === 0 ? null : `What flow ${flow + 1} is for.` };
}

export function flowSteps(company: Company, flow: number): Fields[] {
  const { seed } = company.settings;
  const choose = random(seed, 'flow steps', flow);
  const ids = idSpace(seed, 'flow step', 19, countOf(company, 'flow') * mostSteps);
  return Array.from({ length: choose.integer(0, 6) }, (_, position) => {
    const action = choose.pick(actions);
    const isEmail = action.endsWith('EMAIL');
    return {
      id: ids.encode(flow * mostSteps + position),
      stepOrder: position + 1,
      action,
      subject: isEmail ? 'Following up on our conversation' : null,
      body: action === 'CALL' ? null : `<p>${writeParagraph(choose, 2)}</p>`,
      isReply: isEmail ? choose.chance(0.4) : null,
    };
  });
}

function visibilityOf(item: number): string {
  return visibilities[item % visibilities.length] ?? 'Company';
}
