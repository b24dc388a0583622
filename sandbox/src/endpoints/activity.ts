import { activityOf, type Activity } from '../activity.ts';
import { aggregateRecord, daysRecord, periodsRecord } from '../activity-records.ts';
import type { Days } from '../company-days.ts';
import type { ApiRequest, Endpoint } from '../endpoint.ts';
import { readChoice, readGiven, readObject } from '../input.ts';
import type { Listing } from '../paging.ts';
import { periodNames, periodsOf } from '../periods.ts';
import { readUserFilter } from '../user-filter.ts';
import type { World } from '../world.ts';
import { periodEnvelope } from './interaction.ts';

/** What tells the three lists of activity apart. */
interface Form {
  readonly envelopeKey: string;
  readonly envelope?: Readonly<Record<string, string>>;
  /** What else was asked. */
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** Whether users who are named are listed though they did nothing. */
  readonly listsIdlers?: boolean;
  readonly write: (activity: Activity, user: number) => unknown;
}

export const aggregate: Endpoint = {
  method: 'POST',
  path: /^\/v2\/stats\/activity\/aggregate$/,
  scope: 'api:stats:user-actions',
  answer: (request, world, page) =>
    page(
      request,
      list(request, world, (days) => ({
        envelopeKey: 'usersAggregateActivityStats',
        envelope: periodEnvelope(world, days),
        write: (activity, user) => aggregateRecord(world.company, activity, user, days),
      })),
    ),
};

export const aggregateByPeriod: Endpoint = {
  method: 'POST',
  path: /^\/v2\/stats\/activity\/aggregate-by-period$/,
  scope: 'api:stats:user-actions',
  answer: (request, world, page) =>
    page(
      request,
      list(request, world, (days, body) => {
        const name = 'aggregationPeriod';
        readGiven(body[name], name);
        const period = readChoice(body[name], name, periodNames) ?? 'WEEK';
        const periods = periodsOf(period, days);
        return {
          envelopeKey: 'usersAggregateActivity',
          inputs: { period },
          listsIdlers: true,
          write: (activity, user) => periodsRecord(world.company, activity, user, periods),
        };
      }),
    ),
};

export const dayByDay: Endpoint = {
  method: 'POST',
  path: /^\/v2\/stats\/activity\/day-by-day$/,
  scope: 'api:stats:user-actions:detailed',
  answer: (request, world, page) =>
    page(
      request,
      list(request, world, (days) => ({
        envelopeKey: 'usersDetailedActivities',
        write: (activity, user) => daysRecord(world.company, activity, user, days),
      })),
    ),
};

function list(
  request: ApiRequest,
  world: World,
  formOf: (days: Days, body: Record<string, unknown>) => Form,
): Listing {
  const body = readObject(request.body, 'body');
  const { filter, days, named, isCreated } = readUserFilter(body, world);
  const { write, listsIdlers = false, inputs, ...envelope } = formOf(days, body);
  const activity = activityOf(world, days);
  const doers = [...activity.keys()];
  const listed =
    named === undefined ? doers : listsIdlers ? [...named] : doers.filter((user) => named.has(user));
  return {
    ...envelope,
    cursor: body['cursor'],
    inputs: { filter, ...inputs },
    look: [days, inputs, world.publication(), world.deletions()],
    matches: () => listed.filter((user) => isCreated(user)).toSorted((left, right) => left - right),
    write: (user) => JSON.stringify(write(activity, user)),
    // The only 404 that Gong's document has here. Whether it stands for a period in which nobody did anything, or an
    // empty list does, is not known; a client has to take both, and this is the harder one.
    nothingFound: 'User not found',
  };
}
