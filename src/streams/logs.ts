import { createHash } from 'node:crypto';
import { DAY } from '../base/instant.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { isNestedDeeper } from '../base/nesting.ts';
import type { GongRequest } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { between, PAGE_SIZE, timesOf, type List, type Window } from './list.ts';
import { ListedStream, type Partition } from './stream.ts';

/** How many days back Gong keeps the entries of one. https://help.gong.io/docs/what-the-gong-api-provides */
const ACCESS_LOG_DAYS = 14;

/** How many hexadecimal digits of a hash tell entries apart. */
const ID_DIGITS = 32;

/** What is nested deeper cannot be put in order, nor written as JSON where it is much deeper. */
const MOST_LEVELS = 1_000;

const LOG_TYPES = [
  'AccessLog',
  'UserActivityLog',
  'UserCallPlay',
  'ExternallySharedCallAccess',
  'ExternallySharedCallPlay',
];

const partitions = LOG_TYPES.map((logType): Partition => ({ name: logType, list: logList(logType) }));

/** Gong's logs of who did what: a walk for each type of log. */
export class Logs extends ListedStream<'logs'> {
  readonly name = 'logs';
  readonly primaryKey = ['logEntryId'] as const;
  readonly scope = 'api:logs:read';
  readonly cost = `1 request for 100 entries, ${LOG_TYPES.length} at least`;
  override readonly cursorField = 'eventTime';
  override readonly partitions = partitions;
  readonly list = logList('AccessLog');
}

function logList(logType: string): List {
  const request = (window: Window): GongRequest => ({
    method: 'GET',
    path: '/v2/logs',
    query: { logType, ...between(window) },
  });
  const itemsKey = 'logEntries';
  const key = (entry: JsonObject): string => identify(logType, entry);
  return {
    name: `logs (${logType})`,
    granularity: 'second',
    itemsKey,
    pageSize: PAGE_SIZE,
    request,
    async *pages(gong, window, signal) {
      for await (const page of paginate(gong, request(window), itemsKey, signal, key)) {
        const items = page.items.map((entry) => ({ ...entry, logType, logEntryId: key(entry) }));
        yield { ...page, items };
      }
    },
    key: ({ logEntryId }) => logEntryId,
    times: ({ eventTime }) => timesOf(eventTime),
    ...(logType === 'AccessLog' ? { keptMs: ACCESS_LOG_DAYS * DAY } : {}),
  };
}

/**
 * Entries have no id of Gong's. Those that are the same in all of this are the same entry; one that is nested too deep is
 * known by the rest.
 */
function identify(logType: string, entry: JsonObject): string {
  const { eventTime = null, logRecord = null } = entry;
  // An address can change, and stands for those alone who have no id.
  const userId = entry['userId'] ?? entry['userEmailAddress'] ?? null;
  const impersonatorId = entry['impersonatorUserId'] ?? entry['impersonatorEmailAddress'] ?? null;
  const parts = [eventTime, userId, impersonatorId, logRecord].map((part) =>
    isNestedDeeper(part, MOST_LEVELS) ? null : sorted(part),
  );
  const text = JSON.stringify([logType, ...parts]);
  return createHash('sha256').update(text).digest('hex').slice(0, ID_DIGITS);
}

/** The same with the names in it in order, at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
