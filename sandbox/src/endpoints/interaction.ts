import { datesOf } from '../activity-records.ts';
import type { Endpoint } from '../endpoint.ts';
import { readObject } from '../input.ts';
import { interactionRecord, interactionsOf } from '../interaction-record.ts';
import { readUserFilter } from '../user-filter.ts';
import type { World } from '../world.ts';
import type { Days } from '../company-days.ts';
import { zoneName } from '../zone-name.ts';

export const interaction: Endpoint = {
  method: 'POST',
  path: /^\/v2\/stats\/interaction$/,
  scope: 'api:stats:interaction',
  answer: (request, world, page) => {
    const body = readObject(request.body, 'body');
    const { filter, days, named, isCreated } = readUserFilter(body, world);
    const calls = interactionsOf(world, days);
    return page(request, {
      envelopeKey: 'peopleInteractionStats',
      envelope: periodEnvelope(world, days),
      cursor: body['cursor'],
      inputs: { filter },
      look: [days, world.publication(), world.deletions()],
      matches: () =>
        [...calls.keys()]
          .filter((user) => (named === undefined || named.has(user)) && isCreated(user))
          .toSorted((left, right) => left - right),
      write: (user) => JSON.stringify(interactionRecord(world.company, user, calls.get(user) ?? [])),
      nothingFound: 'No stats found for the specified period',
    });
  },
};

/** Two of the endpoints say what period their records are about; those do not say it themselves. */
export function periodEnvelope(world: World, days: Days): Record<string, string> {
  const { company } = world;
  const { fromDate, toDate } = datesOf(company, days);
  const { offset, offsetMinutes } = company.settings;
  return { fromDateTime: fromDate, toDateTime: toDate, timeZone: zoneName(offset, offsetMinutes) };
}
