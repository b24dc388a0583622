import type { Endpoint } from '../endpoint.ts';
import { readChoice, readGiven, readWindow } from '../input.ts';
import { findLogEntries, logEntry } from '../log-entries.ts';
import { logTypes } from '../log-records.ts';

export const logs: Endpoint = {
  method: 'GET',
  path: /^\/v2\/logs$/,
  scope: 'api:logs:read',
  answer: (request, world, page) => {
    const { logType, fromDateTime, toDateTime, cursor } = request.query;
    readGiven(logType, 'logType');
    readGiven(fromDateTime, 'fromDateTime');
    const type = readChoice(logType, 'logType', logTypes) ?? 'AccessLog';
    // Whether the end is left out is not documented; it is everywhere else. What is older than Gong keeps is not there.
    const window = readWindow(fromDateTime, toDateTime, '');
    return page(request, {
      envelopeKey: 'logEntries',
      cursor,
      inputs: { logType, fromDateTime, toDateTime },
      look: type,
      matches: () => findLogEntries(world, type, window),
      write: (entry) => JSON.stringify(logEntry(world.company, type, entry)),
      nothingFound: 'No logs found for the specified period',
    });
  },
};
