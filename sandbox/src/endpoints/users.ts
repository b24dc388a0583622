import type { Endpoint } from '../endpoint.ts';
import { readFlag } from '../input.ts';
import { isUserChanged, presentUser, presentUsers } from '../present-users.ts';

export const users: Endpoint = {
  method: 'GET',
  path: /^\/v2\/users$/,
  scope: 'api:users:read',
  answer: (request, world, page) => {
    const { includeAvatars, cursor } = request.query;
    return page(request, {
      envelopeKey: 'users',
      cursor,
      inputs: { includeAvatars },
      matches: (publication) => presentUsers(world, publication, readFlag(includeAvatars, 'includeAvatars')),
      edition: (user) => isUserChanged(world, user),
      write: (user) => JSON.stringify(presentUser(world, user)),
      nothingFound: undefined,
    });
  },
};
