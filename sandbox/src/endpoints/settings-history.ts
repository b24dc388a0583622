import { endOfData } from '../end-of-data.ts';
import type { Endpoint } from '../endpoint.ts';
import { Failure } from '../failure.ts';
import { readId } from '../input.ts';
import { settingsHistory } from '../settings-history.ts';

const path = /^\/v2\/users\/([^/]+)\/settings-history$/;

export const userSettingsHistory: Endpoint = {
  method: 'GET',
  path,
  scope: 'api:users:read',
  answer: (request, world) => {
    const user = world.company.userIds.decode(readId(path.exec(request.path)?.[1], 'id'));
    if (user === undefined) throw new Failure(404, ['User not found']);
    // A user whose settings were never changed: an empty list, since the 404 is about the user.
    const history = settingsHistory(world.company, user, endOfData(world));
    return JSON.stringify({ requestId: request.requestId, userSettingsHistory: history });
  },
};
