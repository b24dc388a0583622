import { aiBriefs } from './ai-briefs.ts';
import { callOutcomes } from './call-outcomes.ts';
import { integrations } from './generic-crm.ts';
import { keywordTrackers } from './keyword-trackers.ts';
import { crmFieldRows, folderCallRows, folderRows, profileRows, profileUserRows } from './reference-rows.ts';
import { workspaces } from './workspaces.ts';
import type { World } from './world.ts';

/** What a company sets up once, by the names of the streams. */
export const referenceCollections = [
  'workspaces',
  'keywordTrackers',
  'libraryFolders',
  'libraryFolderContent',
  'callOutcomes',
  'aiBriefs',
  'permissionProfiles',
  'permissionProfileUsers',
  'crmIntegrations',
  'crmEntitySchema',
] as const;

type ReferenceCollection = (typeof referenceCollections)[number];

/** Rows as a client has them that asks for every parent: with what it knows of the parent besides. */
export const referenceTruth: Readonly<Record<ReferenceCollection, (world: World) => Iterable<string>>> = {
  workspaces: ({ company }) => texts(workspaces(company)),
  keywordTrackers: ({ company }) => texts(keywordTrackers(company)),
  libraryFolders: ({ company }) => texts(folderRows(company)),
  libraryFolderContent: (world) => texts(folderCallRows(world)),
  callOutcomes: ({ company }) => texts(callOutcomes(company)),
  aiBriefs: ({ company }) => texts(aiBriefs(company)),
  permissionProfiles: ({ company }) => texts(profileRows(company)),
  permissionProfileUsers: ({ company }) => texts(profileUserRows(company)),
  crmIntegrations: ({ company }) => integrations(company),
  crmEntitySchema: ({ company }) => texts(crmFieldRows(company)),
};

export function isReference(name: string): name is ReferenceCollection {
  return Object.hasOwn(referenceTruth, name);
}

function texts(rows: readonly object[]): string[] {
  return rows.map((row) => JSON.stringify(row));
}
