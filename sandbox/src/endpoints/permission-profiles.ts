import type { Endpoint } from '../endpoint.ts';
import { Failure } from '../failure.ts';
import { readId } from '../input.ts';
import { permissionProfiles as profilesOf, profileIds, profileUsers } from '../permission-profiles.ts';

// The documentation has no 404 here, and no text of a refusal: what becomes of an unknown id is a guess.
const unknown = (what: string): Failure => new Failure(400, [`${what} not found`]);

export const permissionProfiles: Endpoint = {
  method: 'GET',
  path: /^\/v2\/all-permission-profiles$/,
  scope: undefined,
  answer: ({ requestId, query }, { company }) => {
    const workspace = company.workspaceIds.decode(readId(query['workspaceId'], 'workspaceId'));
    if (workspace === undefined) throw unknown('Workspace');
    return JSON.stringify({ requestId, profiles: profilesOf(company, workspace) });
  },
};

export const permissionProfileUsers: Endpoint = {
  method: 'GET',
  path: /^\/v2\/permission-profile\/users$/,
  scope: 'api:users:read',
  answer: ({ requestId, query }, { company }) => {
    const profile = profileIds(company).decode(readId(query['profileId'], 'profileId'));
    if (profile === undefined) throw unknown('Permission profile');
    return JSON.stringify({ requestId, users: profileUsers(company, profile) });
  },
};
