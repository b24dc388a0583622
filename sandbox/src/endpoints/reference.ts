import type { Endpoint } from '../endpoint.ts';
import { briefs } from './briefs.ts';
import { callOutcomes } from './call-outcomes.ts';
import { crmEntitySchema, crmIntegrations } from './generic-crm.ts';
import { libraryFolderContent, libraryFolders } from './library.ts';
import { permissionProfiles, permissionProfileUsers } from './permission-profiles.ts';
import { trackers } from './trackers.ts';
import { workspaces } from './workspaces.ts';

/** Of what a company sets up once. */
export const referenceEndpoints: readonly Endpoint[] = [
  workspaces,
  trackers,
  libraryFolders,
  libraryFolderContent,
  callOutcomes,
  briefs,
  permissionProfiles,
  permissionProfileUsers,
  crmIntegrations,
  crmEntitySchema,
];
