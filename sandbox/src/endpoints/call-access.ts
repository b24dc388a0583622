import { callAccess } from '../call-access.ts';
import type { Endpoint } from '../endpoint.ts';
import { readGiven, readIds, readObject } from '../input.ts';
import { mostCallIds } from './extensive-calls.ts';

export const callUsersAccess: Endpoint = {
  method: 'POST',
  path: /^\/v2\/calls\/users-access$/,
  scope: 'api:call-user-access:read',
  answer: (request, world) => {
    const body = readObject(request.body, 'body');
    const name = 'filter.callIds';
    const given = readGiven(readObject(body['filter'], 'filter')['callIds'], name);
    // Gong's document has no 404 here: calls that are not there are passed over.
    const calls = (readIds(given, name, mostCallIds) ?? [])
      .map((id) => world.company.callIds.decode(id))
      .filter((call) => call !== undefined)
      .filter((call) => world.isVisible(call, world.publication()));
    const callAccessList = calls
      .map((call) => callAccess(world.company, call))
      .filter((access) => access !== undefined);
    return JSON.stringify({ requestId: request.requestId, callAccessList });
  },
};
