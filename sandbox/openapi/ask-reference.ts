import type { Fault } from '../src/index.ts';
import { asker, objectsOf } from './asker.ts';
import type { JsonObject } from './json-object.ts';
import type { Run } from './run.ts';

/** What each endpoint answers first, since nothing in a good request brings it about. */
const REFUSALS: Readonly<Record<string, readonly number[]>> = {
  '/v2/workspaces': [400, 403, 429, 500],
  '/v2/settings/trackers': [429, 500],
  '/v2/library/folders': [429, 500],
  '/v2/library/folder-content': [429, 500],
  '/v2/call-outcomes': [403, 429, 500],
  '/v2/settings/briefs': [429, 500],
  '/v2/all-permission-profiles': [401, 500],
  '/v2/permission-profile/users': [500],
  '/v2/crm/integrations': [400, 500],
  '/v2/crm/entity-schema': [429, 500],
};

const SCOPES = [
  'api:workspaces:read',
  'api:settings:trackers:read',
  'api:library:read',
  'api:call-outcomes:read',
  'api:ai-briefer:read',
  'api:users:read',
  'api:crm:integrations:read',
  'api:crm:schema',
];

const faults: readonly Fault[] = Object.entries(REFUSALS).flatMap(([path, statuses]) =>
  statuses.map((status, index) => ({ path, at: index + 1, status })),
);

/** Requests for what a company sets up once. */
export const referenceByHand: readonly Run[] = [
  {
    name: 'reference data by hand',
    isClient: false,
    options: { faults },
    drive: askReference,
  },
  {
    name: 'reference data without the scopes',
    isClient: false,
    options: { missingScopes: SCOPES },
    async drive(config) {
      for (const path of Object.keys(REFUSALS)) await asker(config)(path);
    },
  },
];

async function askReference(config: JsonObject): Promise<void> {
  const ask = asker(config);
  const idsOf = async (path: string, key: string): Promise<string[]> =>
    objectsOf(await ask(path), key).map(({ id }) => String(id));
  for (const [path, statuses] of Object.entries(REFUSALS)) for (const _ of statuses) await ask(path);
  const wrongIds = ['1', 'no-id'];
  const workspaces = [...(await idsOf('/v2/workspaces', 'workspaces')), ...wrongIds];
  for (const path of ['/v2/settings/trackers', '/v2/library/folders', '/v2/settings/briefs']) {
    await ask(path);
    for (const id of workspaces) await ask(`${path}?workspaceId=${id}`);
  }
  for (const id of [...(await idsOf('/v2/library/folders', 'folders')), ...wrongIds]) {
    await ask(`/v2/library/folder-content?folderId=${id}`);
  }
  await ask('/v2/call-outcomes');
  for (const workspace of workspaces) {
    const profiles = await idsOf(`/v2/all-permission-profiles?workspaceId=${workspace}`, 'profiles');
    for (const id of profiles) await ask(`/v2/permission-profile/users?profileId=${id}`);
  }
  for (const id of wrongIds) await ask(`/v2/permission-profile/users?profileId=${id}`);
  const integrations = objectsOf(await ask('/v2/crm/integrations'), 'integrations');
  for (const id of [...integrations.map(({ integrationId }) => String(integrationId)), ...wrongIds]) {
    const schema = `/v2/crm/entity-schema?integrationId=${id}`;
    await ask(schema);
    for (const type of ['ACCOUNT', 'DEAL', 'LEAD', 'account']) await ask(`${schema}&objectType=${type}`);
  }
}
