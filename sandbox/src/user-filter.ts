import type { Company } from './company.ts';
import { dayOf, today, type Days } from './company-days.ts';
import { Failure } from './failure.ts';
import {
  orderly,
  readDateWindow,
  readGiven,
  readIds,
  readInstant,
  readObject,
  type Window,
} from './input.ts';
import { parseDateTime } from './time.ts';
import { userRecord } from './user-record.ts';
import type { World } from './world.ts';

/** Days and users as all endpoints of statistics take them. */
export interface UserFilter {
  readonly filter: Record<string, unknown>;
  readonly days: Days;
  /** The users that were named; undefined for all of them. */
  readonly named: ReadonlySet<number> | undefined;
  /** Whether a user was created in the period that was named. */
  readonly isCreated: (user: number) => boolean;
}

export function readUserFilter(body: Record<string, unknown>, world: World): UserFilter {
  const { company } = world;
  const filter = readObject(body['filter'], 'filter');
  for (const name of ['fromDate', 'toDate']) readGiven(filter[name], `filter.${name}`);
  const dates = readDateWindow(filter, ['fromDate', 'toDate'], company.settings.offsetMinutes);
  const days = { from: dayOf(company, dates.from), to: dayOf(company, dates.to) };
  // "This value should not exceed the current day": the words of the refusal are not known.
  if (days.to > today(world)) throw new Failure(400, ['filter.toDate: must not exceed the current day']);
  const created = readCreation(filter);
  return {
    filter,
    days,
    named: readNames(filter['userIds'], company),
    isCreated: (user) => {
      const at = parseDateTime(String(userRecord(company, user)['created'])) ?? 0;
      return at >= created.from && at < created.to;
    },
  };
}

/** An empty list names nobody, and so leaves nobody out. */
function readNames(value: unknown, company: Company): ReadonlySet<number> | undefined {
  if (Array.isArray(value) && value.length === 0) return undefined;
  const users = readIds(value, 'filter.userIds')?.map((id) => company.userIds.decode(id));
  return users && new Set(users.filter((user) => user !== undefined));
}

/** Gong's document is silent about these two but for their names. */
function readCreation(filter: Record<string, unknown>): Window {
  const [from, to] = ['createdFromDateTime', 'createdToDateTime'] as const;
  return orderly(
    readInstant(filter[from], `filter.${from}`) ?? -Infinity,
    readInstant(filter[to], `filter.${to}`) ?? Infinity,
    [`filter.${from}`, to],
  );
}
