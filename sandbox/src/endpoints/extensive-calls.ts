import { findCalls, type CallSearch } from '../call-search.ts';
import { readContentSelector } from '../content-selector.ts';
import type { Endpoint } from '../endpoint.ts';
import { extensiveRecord } from '../extensive-record.ts';
import { refuseScope } from '../authentication.ts';
import { readIds, readObject, readOptionalId, readWindow } from '../input.ts';
import { noCalls } from './calls.ts';

/** Not stated by Gong; 100 is what all clients use. */
export const mostCallIds = 100;

export const extensiveCalls: Endpoint = {
  method: 'POST',
  path: /^\/v2\/calls\/extensive$/,
  scope: 'api:calls:read:extensive',
  answer: (request, world, page) => {
    const body = readObject(request.body, 'body');
    const filter = readObject(body['filter'], 'filter');
    const selector = readContentSelector(body['contentSelector']);
    // Whether Gong refuses this or leaves the block out is not known; refusing is harder on a client.
    if (selector.media && request.lacks('api:calls:read:media-url')) {
      throw refuseScope('api:calls:read:media-url');
    }
    const { countLead, resignMedia } = world.company.settings;
    const signingKey = resignMedia && selector.media ? request.requestId : undefined;
    const search: CallSearch = {
      clock: 'started',
      window: readWindow(filter['fromDateTime'], filter['toDateTime'], 'filter.'),
      workspaceId: readOptionalId(filter['workspaceId'], 'filter.workspaceId'),
      callIds: readIds(filter['callIds'], 'filter.callIds', mostCallIds),
      primaryUserIds: readIds(filter['primaryUserIds'], 'filter.primaryUserIds'),
      withUnpublished: countLead,
    };
    return page(request, {
      envelopeKey: 'calls',
      cursor: body['cursor'],
      inputs: { filter, contentSelector: body['contentSelector'] },
      look: [body['contentSelector'], signingKey],
      matches: (publication) => findCalls(world, search, publication),
      isListed: countLead ? (one, publication) => world.isVisible(one, publication) : undefined,
      edition: (call) => world.editionOf(call),
      write: (call) =>
        JSON.stringify(
          extensiveRecord(world.company, call, selector, { edits: world.editsOf(call), signingKey }),
        ),
      nothingFound: noCalls,
    });
  },
};
