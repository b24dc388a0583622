import type { Endpoint } from '../endpoint.ts';
import { presentTrackers } from '../present-lists.ts';
import { readWorkspace, within } from '../workspaces.ts';

export const trackers: Endpoint = {
  method: 'GET',
  path: /^\/v2\/settings\/trackers$/,
  scope: 'api:settings:trackers:read',
  answer: ({ requestId, query }, world) => {
    const workspaceId = readWorkspace(world.company, query['workspaceId']);
    return JSON.stringify({ requestId, keywordTrackers: within(workspaceId, presentTrackers(world)) });
  },
};
