import type { Endpoint } from '../endpoint.ts';
import { keywordTrackers } from '../keyword-trackers.ts';
import { readWorkspace, within } from '../workspaces.ts';

export const trackers: Endpoint = {
  method: 'GET',
  path: /^\/v2\/settings\/trackers$/,
  scope: 'api:settings:trackers:read',
  answer: ({ requestId, query }, { company }) => {
    const workspaceId = readWorkspace(company, query['workspaceId']);
    return JSON.stringify({ requestId, keywordTrackers: within(workspaceId, keywordTrackers(company)) });
  },
};
