import type { Endpoint } from '../endpoint.ts';
import { readFlag } from '../input.ts';
import { userRecord } from '../user-record.ts';

export const users: Endpoint = {
  method: 'GET',
  path: /^\/v2\/users$/,
  scope: 'api:users:read',
  answer: (request, world, page) => {
    const { includeAvatars, cursor } = request.query;
    const { users: people, avatars } = world.company.settings;
    const length = readFlag(includeAvatars, 'includeAvatars') ? people + avatars : people;
    return page(request, {
      envelopeKey: 'users',
      cursor,
      inputs: { includeAvatars },
      matches: () => Uint32Array.from({ length }, (_, user) => user),
      write: (user) => JSON.stringify(userRecord(world.company, user)),
      nothingFound: undefined,
    });
  },
};
