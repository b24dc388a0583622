import type { Endpoint } from '../endpoint.ts';
import { workspaces as all } from '../workspaces.ts';

export const workspaces: Endpoint = {
  method: 'GET',
  path: /^\/v2\/workspaces$/,
  scope: 'api:workspaces:read',
  answer: ({ requestId }, world) => JSON.stringify({ requestId, workspaces: all(world.company) }),
};
