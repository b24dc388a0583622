import type { Fault } from './faults.ts';
import { settleHistory, type HistoryOptions } from './history-options.ts';
import type { Order } from './order.ts';
import { settleReference, type ReferenceOptions } from './reference-options.ts';
import { shareOf } from './shares.ts';
import { settleTotals, type Totals, type TotalsByPath } from './totals.ts';
import { microsecondsPerSecond, parseOffset, parseDateTime } from './time.ts';

/** What a sandbox is made of. The same seed and options give byte-identical data. */
export interface SandboxOptions extends ReferenceOptions, HistoryOptions {
  /** TCP port on 127.0.0.1; 0 (the default) takes any free one. */
  readonly port?: number;
  readonly seed?: number;
  /** How many calls the company has recorded; a million is fine, records are generated on demand. */
  readonly calls?: number;
  /** Calls are spread over this many days before `until`. */
  readonly days?: number;
  /** ISO instant at which the data ends; default: now, floored to the hour. */
  readonly until?: string;
  readonly users?: number;
  /** Synthetic users of Gong's own staff, listed only with `includeAvatars=true`; default 3. */
  readonly avatars?: number;
  /** Scorecard definitions; 0 also means no answered scorecards. Default 6. */
  readonly scorecards?: number;
  /** Entries of each of the five logs; default 40. */
  readonly logEntries?: number;
  /** Flows of Gong Engage, with a folder for every three; default 12. */
  readonly flows?: number;
  /** Tasks of Gong Engage, of all users together; default 60. */
  readonly tasks?: number;
  /** Waited before every answer. */
  readonly latencyMilliseconds?: number;
  /** Share (0 to 1) of the latency by which a wait is longer or shorter, evenly spread; default 0. */
  readonly latencyJitter?: number;
  /** Requests admitted in any rolling 1,000 ms; Infinity or 0 lifts the limit. */
  readonly requestsPerSecond?: number;
  /** Requests admitted in a UTC day; Infinity or 0 lifts the limit. */
  readonly dailyRequestLimit?: number;
  /** The quota comes back this long after its first refusal; default: at the next UTC midnight. */
  readonly dailyRetryAfterSeconds?: number;
  /** Lifetime of a cursor, counted from the first request of its walk. */
  readonly cursorMinutes?: number;
  readonly pageSize?: number;
  /** The company's time-zone offset, such as `-07:00` or `Z`. */
  readonly offset?: string;
  /** Order of results within a walk; Gong documents none. */
  readonly order?: Order;
  /** What `totalRecords` says on every page, of all lists or by path; default 'right'. */
  readonly totals?: Totals | TotalsByPath;
  /** Whether totals run ahead of the lists of calls: they count calls that are not published yet. Default false. */
  readonly countLead?: boolean;
  /** Share (0 to 1) of the pages that hold fewer records than a page can; the next one goes on where they end. */
  readonly shortPages?: number;
  /** Share (0 to 1) of the calls of the last days that stay hidden until they are published late. */
  readonly lateShare?: number;
  /** How long before `until` a call that is still hidden can have taken place; default 5 days. */
  readonly lateWithinDays?: number;
  /**
   * ISO instant at which a clock of the sandbox's own stands until it is set; left out, all of the data is there from
   * the start. By this clock calls appear (most within an hour of their end, the last after five days), transcripts
   * and reviews follow, calls are edited and deleted. Limits and cursors go by real time.
   */
  readonly clock?: string;
  /** Share (0 to 1) of the calls in which everybody is of the company; default 0. It needs users. */
  readonly internalShare?: number;
  /** Approximate mean size of an extensive record with every block; default 8, at least 6. */
  readonly extensiveKilobytes?: number;
  /**
   * Whether media URLs are signed anew at every request, as Gong does. Default false: then a record is the same text
   * whenever it is read, and so is the truth, whose URLs are signed once.
   */
  readonly resignMedia?: boolean;
  /** Whether the ids of answered scorecards and of tasks are JSON numbers, as in Gong's OpenAPI, or strings. */
  readonly numericIds?: boolean;
  /** Whether the owner of the credentials may see calls; if not, there seem to be none. Default true. */
  readonly seesCalls?: boolean;
  /** Scopes the credentials lack, such as `api:calls:read:transcript`. */
  readonly missingScopes?: readonly string[];
  /** Lifetime of an access token of OAuth, by the sandbox's clock where it has one; default a day, as Gong's. */
  readonly tokenSeconds?: number;
  /** The only addresses from which the API may be used; 403 from others. Default: all. */
  readonly trustedAddresses?: readonly string[];
  /** The only addresses from which tokens may be refreshed, a list of its own. Default: all. */
  readonly trustedRefreshAddresses?: readonly string[];
  readonly faults?: readonly Fault[];
  /** Threads that make answers; with 0 the thread that accepts requests makes them itself. Default 1. */
  readonly workers?: number;
  /** Memory for pages that were made before, of all workers together; default 64. */
  readonly pageCacheMegabytes?: number;
}

/** Options with every default filled in; instants in microseconds since 1970. */
export interface Settings extends Required<
  Omit<
    SandboxOptions,
    'dailyRetryAfterSeconds' | 'until' | 'clock' | 'trustedAddresses' | 'trustedRefreshAddresses'
  >
> {
  readonly dailyRetryAfterSeconds: number | undefined;
  readonly clock: number | undefined;
  readonly trustedAddresses: readonly string[] | undefined;
  readonly trustedRefreshAddresses: readonly string[] | undefined;
  readonly from: number;
  readonly until: number;
  readonly offsetMinutes: number;
}

const hour = 3_600_000;

export function settle(options: SandboxOptions): Settings {
  const offset = options.offset ?? '-07:00';
  const until = options.until === undefined ? currentHour() : parseDateTime(options.until);
  const offsetMinutes = parseOffset(offset);
  if (until === undefined) throw new RangeError(`until is not an ISO instant: ${options.until}`);
  if (offsetMinutes === undefined) throw new RangeError(`offset is neither +hh:mm nor Z: ${offset}`);
  const days = options.days ?? 120;
  const from = until - days * 86_400 * microsecondsPerSecond;
  return {
    ...settleReference(options),
    ...settleHistory(options),
    port: options.port ?? 0,
    seed: options.seed ?? 1,
    calls: options.calls ?? 1200,
    days,
    users: options.users ?? 120,
    avatars: options.avatars ?? 3,
    scorecards: options.scorecards ?? 6,
    logEntries: options.logEntries ?? 40,
    flows: options.flows ?? 12,
    tasks: options.tasks ?? 60,
    latencyMilliseconds: options.latencyMilliseconds ?? 0,
    latencyJitter: shareOf(options.latencyJitter, 'latencyJitter'),
    requestsPerSecond: options.requestsPerSecond || (options.requestsPerSecond === undefined ? 3 : Infinity),
    dailyRequestLimit:
      options.dailyRequestLimit || (options.dailyRequestLimit === undefined ? 10_000 : Infinity),
    dailyRetryAfterSeconds: options.dailyRetryAfterSeconds,
    cursorMinutes: options.cursorMinutes ?? 60,
    pageSize: options.pageSize ?? 100,
    offset,
    offsetMinutes,
    order: options.order ?? 'ascending',
    totals: settleTotals(options.totals),
    countLead: options.countLead ?? false,
    shortPages: shareOf(options.shortPages, 'shortPages'),
    lateShare: options.lateShare ?? 0,
    lateWithinDays: options.lateWithinDays ?? 5,
    clock: settleClock(options),
    internalShare: shareOf(options.internalShare, 'internalShare'),
    extensiveKilobytes: options.extensiveKilobytes ?? 8,
    resignMedia: options.resignMedia ?? false,
    numericIds: options.numericIds ?? true,
    seesCalls: options.seesCalls ?? true,
    missingScopes: options.missingScopes ?? [],
    tokenSeconds: options.tokenSeconds ?? 86_400,
    trustedAddresses: options.trustedAddresses,
    trustedRefreshAddresses: options.trustedRefreshAddresses,
    faults: options.faults ?? [],
    workers: options.workers ?? 1,
    pageCacheMegabytes: options.pageCacheMegabytes ?? 64,
    from: Math.floor(from / microsecondsPerSecond) * microsecondsPerSecond,
    until,
  };
}

function settleClock({
  clock,
  lateShare = 0,
  editedShare,
  deletedShare,
}: SandboxOptions): number | undefined {
  if (clock === undefined) {
    if (editedShare === undefined && deletedShare === undefined) return undefined;
    throw new RangeError('editedShare and deletedShare need a clock');
  }
  if (lateShare > 0) throw new RangeError('a clock publishes calls by itself: leave lateShare out');
  const instant = parseDateTime(clock);
  if (instant === undefined) throw new RangeError(`clock is not an ISO instant: ${clock}`);
  return instant;
}

function currentHour(): number {
  return Math.floor(Date.now() / hour) * hour * 1000;
}
