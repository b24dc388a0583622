import type { Company } from './company.ts';
import { endOfData } from './end-of-data.ts';
import { random, share, type Random } from './random.ts';
import { logRecordOf, type LogType } from './log-records.ts';
import { emailAddressOf, userName } from './user-record.ts';
import type { World } from './world.ts';

type Fields = Record<string, unknown>;

const day = 86_400 * 1_000_000;

/** How far back Gong keeps each log; those that are not named are kept for ever. */
const keptFor: Partial<Record<LogType, number>> = { AccessLog: 14 * day };

/** Indexes of the entries of a log that are there at present, from one instant (microseconds) to another, ascending. */
export function findLogEntries(
  world: World,
  type: LogType,
  window: { readonly from: number; readonly to: number },
): number[] {
  const { company } = world;
  const end = endOfData(world);
  const oldest = end - (keptFor[type] ?? Infinity);
  const entries = Array.from({ length: company.settings.logEntries }, (_, entry) => entry);
  return entries.filter((entry) => {
    const at = eventTime(company, type, entry);
    return at >= oldest && at <= end && at >= window.from && at < window.to;
  });
}

/** Evenly spread over the days of the data, in milliseconds; of every ten entries two have the same time. */
function eventTime(company: Company, type: LogType, entry: number): number {
  const { seed, from, until, logEntries } = company.settings;
  const own = entry % 10 === 9 ? entry - 1 : entry;
  const place = (own + share(seed, `event ${type}`, own)) / logEntries;
  return Math.floor((from + place * (until - from)) / 1000) * 1000;
}

/** An entry as GET /v2/logs sends it: its time in UTC, unlike those of all other endpoints. */
export function logEntry(company: Company, type: LogType, entry: number): Fields {
  const { seed, users } = company.settings;
  const choose = random(seed, `log ${type}`, entry);
  const at = new Date(eventTime(company, type, entry) / 1000).toISOString();
  const isStranger = type.startsWith('ExternallyShared');
  const user = users === 0 ? undefined : choose.integer(0, users - 1);
  return {
    ...(isStranger ? stranger(choose) : colleague(company, user)),
    ...impersonator(type, choose),
    eventTime: at,
    logRecord: logRecordOf[type](company, choose, at),
  };
}

function colleague(company: Company, user: number | undefined): Fields {
  if (user === undefined) return { userId: null, userEmailAddress: null, userFullName: null };
  return {
    userId: company.userIds.encode(user),
    userEmailAddress: emailAddressOf(company, user),
    userFullName: userName(company, user).full,
  };
}

/** Those with whom a call was shared are no users, and often without a name. */
function stranger(choose: Random): Fields {
  const userEmailAddress = `guest${choose.integer(1, 999)}@example.net`;
  return choose.chance(0.5)
    ? { userEmailAddress }
    : { userId: null, userEmailAddress, userFullName: 'Jo Guest' };
}

/** Somebody of Gong's own staff who acts in a user's place. */
function impersonator(type: LogType, choose: Random): Fields {
  if (type !== 'UserActivityLog' && type !== 'AccessLog') return {};
  const isImpersonated = choose.chance(0.2);
  return {
    impersonatorUserId: isImpersonated ? `90${choose.integer(1e8, 9e8)}${choose.integer(1e7, 9e7)}` : null,
    impersonatorEmailAddress: isImpersonated ? 'support@gong.example' : null,
    impersonatorFullName: isImpersonated ? 'Gong Support' : null,
    impersonatorCompanyId: isImpersonated ? '1000000000000000001' : null,
  };
}
