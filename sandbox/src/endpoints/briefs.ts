import { aiBriefs } from '../ai-briefs.ts';
import type { Endpoint } from '../endpoint.ts';
import { readWorkspace, within } from '../workspaces.ts';

export const briefs: Endpoint = {
  method: 'GET',
  path: /^\/v2\/settings\/briefs$/,
  scope: 'api:ai-briefer:read',
  answer: ({ requestId, query }, { company }) => {
    const workspaceId = readWorkspace(company, query['workspaceId']);
    return JSON.stringify({ requestId, briefs: within(workspaceId, aiBriefs(company)) });
  },
};
