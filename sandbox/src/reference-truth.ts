import { aiBriefs } from './ai-briefs.ts';
import { callOutcomes } from './call-outcomes.ts';
import { integrations } from './generic-crm.ts';
import { presentTrackers } from './present-lists.ts';
import { crmFieldRows, folderCallRows, folderRows, profileRows, profileUserRows } from './reference-rows.ts';
import { workspaces } from './workspaces.ts';
import type { Truths } from './truth-choice.ts';

/**
 * What a company sets up once: rows as a client has them that asks for every parent, with what it knows of the parent
 * besides.
 */
export const referenceTruth = {
  workspaces: ({ company }) => texts(workspaces(company)),
  keywordTrackers: (world) => texts(presentTrackers(world)),
  libraryFolders: ({ company }) => texts(folderRows(company)),
  libraryFolderContent: (world) => texts(folderCallRows(world)),
  callOutcomes: ({ company }) => texts(callOutcomes(company)),
  aiBriefs: ({ company }) => texts(aiBriefs(company)),
  permissionProfiles: ({ company }) => texts(profileRows(company)),
  permissionProfileUsers: ({ company }) => texts(profileUserRows(company)),
  crmIntegrations: ({ company }) => integrations(company),
  crmEntitySchema: ({ company }) => texts(crmFieldRows(company)),
} satisfies Truths;

function texts(rows: readonly object[]): string[] {
  return rows.map((row) => JSON.stringify(row));
}
