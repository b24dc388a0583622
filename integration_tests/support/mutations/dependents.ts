const OF_USERS = [
  'users',
  'userSettingsHistory',
  'tasks',
  'flows',
  'flowFolders',
  'flowSteps',
  'flowProspects',
  'coaching',
];
const OF_FOLDERS = ['libraryFolders', 'libraryFolderContent'];
const OF_PROFILES = ['permissionProfiles', 'permissionProfileUsers'];

/** Endpoints of which nothing may be kept, and the streams that come from their items. */
export const DEPENDENTS: Readonly<Record<string, readonly string[]>> = {
  '/v2/users': OF_USERS,
  '/v2/workspaces': ['workspaces', 'coaching', ...OF_FOLDERS, ...OF_PROFILES],
  '/v2/library/folders': OF_FOLDERS,
  '/v2/all-permission-profiles': OF_PROFILES,
  '/v2/flows': ['flows', 'flowSteps'],
  '/v2/flows/steps': ['flowSteps'],
  '/v2/library/folder-content': ['libraryFolderContent'],
  '/v2/calls/transcript': ['callTranscripts'],
  '/v2/calls/users-access': ['callUsersAccess'],
  '/v2/tasks': ['tasks', 'flowProspects'],
  '/v2/coaching': ['coaching'],
  '/v2/crm/integrations': ['crmIntegrations', 'crmEntitySchema'],
  '/v2/calls/extensive': [
    'calls',
    'extensiveCalls',
    'callTranscripts',
    'callUsersAccess',
    'libraryFolderContent',
    'flowProspects',
  ],
};

/** What belongs to users by something that its records do not tell. */
const OF_UNKNOWN_USERS: ReadonlySet<string> = new Set(['flows', 'flowFolders', 'flowSteps', 'flowProspects']);

/** Whether a record has to come although nothing was kept in items of this endpoint: it belongs to none of the `lost`. */
export function isSafe(record: object, stream: string, harmed: string, lost: ReadonlySet<string>): boolean {
  if (DEPENDENTS[harmed]?.includes(stream) !== true) return true;
  if (harmed === '/v2/users' && OF_UNKNOWN_USERS.has(stream)) return false;
  return !JSON.stringify(record)
    .split(/[",:{}[\]]/)
    .some((part) => lost.has(part));
}
