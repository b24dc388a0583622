import { callRecord } from '../call-record.ts';
import { findCalls, type CallSearch } from '../call-search.ts';
import type { Endpoint } from '../endpoint.ts';
import { Failure } from '../failure.ts';
import { readId, readOptionalId, readWindow } from '../input.ts';

/** The live text of an empty result of all three call listings. */
export const noCalls = 'No calls found corresponding to the provided filters';

export const calls: Endpoint = {
  method: 'GET',
  path: /^\/v2\/calls$/,
  scope: 'api:calls:read:basic',
  answer: (request, world, page) => {
    // Both dates are marked required in the OpenAPI, yet may be absent.
    const { fromDateTime, toDateTime, workspaceId, cursor } = request.query;
    const { countLead } = world.company.settings;
    const search: CallSearch = {
      clock: 'listed',
      window: readWindow(fromDateTime, toDateTime, ''),
      workspaceId: readOptionalId(workspaceId, 'workspaceId'),
      withUnpublished: countLead,
    };
    return page(request, {
      envelopeKey: 'calls',
      cursor,
      inputs: { fromDateTime, toDateTime, workspaceId },
      matches: (publication) => findCalls(world, search, publication),
      isListed: countLead ? (one, publication) => world.isVisible(one, publication) : undefined,
      edition: (call) => world.editionOf(call),
      write: (call) => JSON.stringify(callRecord(world.company, call, world.editsOf(call))),
      nothingFound: noCalls,
    });
  },
};

export const call: Endpoint = {
  method: 'GET',
  path: /^\/v2\/calls\/[^/]+$/,
  scope: 'api:calls:read:basic',
  answer: ({ path, requestId }, world) => {
    const found = world.company.callIds.decode(readId(path.slice('/v2/calls/'.length), 'id'));
    if (found === undefined || !world.isVisible(found, world.publication())) {
      throw new Failure(404, ['Call ID was not found']);
    }
    return JSON.stringify({ requestId, call: callRecord(world.company, found, world.editsOf(found)) });
  },
};
