import type { Endpoint } from '../endpoint.ts';
import { Failure } from '../failure.ts';
import { presentScorecards } from '../present-lists.ts';

export const scorecards: Endpoint = {
  method: 'GET',
  path: /^\/v2\/settings\/scorecards$/,
  scope: 'api:settings:scorecards:read',
  answer: ({ requestId }, world) => {
    const found = presentScorecards(world);
    if (found.length === 0) throw new Failure(404, ['Scorecards not found']);
    return JSON.stringify({ requestId, scorecards: found });
  },
};
