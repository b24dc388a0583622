import { findCalls, type CallSearch } from '../call-search.ts';
import type { Endpoint } from '../endpoint.ts';
import { readIds, readObject, readOptionalId, readWindow } from '../input.ts';
import { transcriptRecord } from '../transcript-record.ts';
import { noCalls } from './calls.ts';
import { mostCallIds } from './extensive-calls.ts';

export const transcripts: Endpoint = {
  method: 'POST',
  path: /^\/v2\/calls\/transcript$/,
  scope: 'api:calls:read:transcript',
  answer: (request, world, page) => {
    const body = readObject(request.body, 'body');
    const filter = readObject(body['filter'], 'filter');
    const search: CallSearch = {
      clock: 'started',
      window: readWindow(filter['fromDateTime'], filter['toDateTime'], 'filter.'),
      workspaceId: readOptionalId(filter['workspaceId'], 'filter.workspaceId'),
      callIds: readIds(filter['callIds'], 'filter.callIds', mostCallIds),
      withTranscript: true,
    };
    return page(request, {
      envelopeKey: 'callTranscripts',
      cursor: body['cursor'],
      inputs: { filter },
      matches: (publication) => findCalls(world, search, publication),
      edition: (call) => world.editionOf(call),
      write: (call) => JSON.stringify(transcriptRecord(world.company, call, world.editsOf(call))),
      nothingFound: noCalls,
    });
  },
};
