import type { Calendar } from '../base/calendar.ts';
import { ConfigError } from '../base/errors.ts';
import { formatInstant } from '../base/instant.ts';
import { isJsonObject, objectsOf, type JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import { ByParents } from './by-parents.ts';
import type { CallFilters } from './call-filters.ts';
import { keyOf, PAGE_SIZE, type List, type Range } from './list.ts';
import { readManagers } from './managers.ts';
import { asPage } from './read-once.ts';
import { periodWindows, startOfToday } from './stats-list.ts';
import { ListedStream, type Probe } from './stream.ts';
import { workspaceIds } from './workspace-lists.ts';
import type { CompanyDays } from './company-calendar.ts';

const ITEMS_KEY = 'coachingData';
const MONTHS = { period: 'MONTH', periodsPerWindow: 1 } as const;

/** Where some managers have failed, by the events of a sync: one who always does is not tried for long in every month. */
const failing = new WeakSet<Gong['events']>();

/** What managers did about each of the people who report to them, in a workspace and a month of the company's calendar. */
export class Coaching extends ListedStream<'coaching'> {
  readonly name = 'coaching';
  readonly primaryKey = ['workspaceId', 'managerId', 'reportId', 'from'] as const;
  readonly scope = 'api:coaching:read';
  override readonly parentScopes = ['api:users:read', 'api:workspaces:read'];
  readonly cost = '1 request a workspace, manager and month, and the lists of users and workspaces';
  override readonly cursorField = 'from';
  override readonly isOneForOne = false;
  readonly list: List;

  override readonly filters: Partial<CallFilters>;

  /** With `given` workspaces, it is asked of these alone. */
  constructor(days: CompanyDays, given: readonly string[] = []) {
    super();
    this.filters = { workspaceIds: given };
    const { calendar, earliest, known } = days;
    this.list = {
      name: this.name,
      granularity: 'fixed',
      itemsKey: ITEMS_KEY,
      pageSize: PAGE_SIZE,
      request: (window) => coachingRequest('0', '0', window),
      pages: (gong, window, signal) => readMonth(gong, window, signal, given, calendar),
      isSequential: true,
      requestsPerWindow: (gong, signal) => requestsPerWindow(gong, signal, given),
      key: keyOfItem,
      windows: (range) => periodWindows(range, { calendar, ...MONTHS }),
      days: known,
      earliest,
      latest: (now) => startOfToday(calendar, now),
    };
  }

  override probe(window: Range): Probe {
    return { request: coachingRequest('0', '0', window), itemsKey: ITEMS_KEY, isBlank: true };
  }

  override toRecords(item: JsonObject, { from, to }: Range): readonly JsonObject[] {
    const { directReportsMetrics: reports, ...common } = item;
    const month = { from: formatInstant(from), to: formatInstant(to) };
    return objectsOf(reports).map((report) => ({
      ...common,
      ...report,
      reportId: idOf(report['report']),
      ...month,
    }));
  }
}

function coachingRequest(workspaceId: string, managerId: string, { from, to }: Range): GongRequest {
  const ids = { 'workspace-id': workspaceId, 'manager-id': managerId };
  const times = { from: formatInstant(from), to: formatInstant(to) };
  return { method: 'GET', path: '/v2/coaching', query: { ...ids, ...times } };
}

/** Each manager in each workspace. */
async function* readMonth(
  gong: Gong,
  window: Range,
  signal: AbortSignal,
  given: readonly string[],
  calendar: Calendar,
) {
  const workspaces = await workspaceIds(gong, 'coaching', signal, given);
  const managers = await readManagers(gong, signal);
  checkBudget(gong, workspaces.length, managers.length);
  const places = workspaces.flatMap((workspaceId) =>
    managers.map((managerId) => ({ workspaceId, managerId })),
  );
  const month = calendar.dayAt(window.from).slice(0, 'yyyy-mm'.length);
  const byPlaces = new ByParents<Place>({
    gong,
    stream: 'coaching',
    haveFailed: failing.has(gong.events),
    nameOf: ({ workspaceId, managerId }) => `manager ${managerId} in workspace ${workspaceId} in ${month}`,
    remedy: 'The month counts as read: refresh the stream coaching to have it once Gong gives it.',
    request: ({ workspaceId, managerId }) => coachingRequest(workspaceId, managerId, window),
    read: (request) => paginate(gong, request, ITEMS_KEY, signal),
  });
  for await (const { parent, page } of byPlaces.readAll(places, signal)) {
    const items = page.items.map((item) => ({ ...item, ...parent }));
    if (items.length > 0 || !page.isLast) yield { ...page, items, isLast: false };
  }
  if (byPlaces.haveFailed) failing.add(gong.events);
  yield asPage([]);
}

interface Place {
  readonly workspaceId: string;
  readonly managerId: string;
}

/** Throws where a month cannot be read to its end: what was read of it would be asked for again the next day. */
function checkBudget(gong: Gong, workspaces: number, managers: number): void {
  const requests = workspaces * managers;
  if (requests <= gong.requestsLeft) return;
  if (requests <= gong.requestsPerDay) throw gong.budgetSpent();
  throw new ConfigError(
    `One month of coaching takes ${requests} requests, one for each of ${managers} managers in each of ${workspaces} workspaces, and the daily limit lets a sync make ${gong.requestsPerDay}, so no month could be read to its end. If Gong has raised your limit, set daily_request_limit; otherwise leave out the stream coaching.`,
  );
}

async function requestsPerWindow(gong: Gong, signal: AbortSignal, given: readonly string[]): Promise<number> {
  const [workspaces, managers] = await Promise.all([
    workspaceIds(gong, 'coaching', signal, given),
    readManagers(gong, signal),
  ]);
  return workspaces.length * managers.length;
}

/** Of one manager several items may come, each with other people. */
function keyOfItem({ workspaceId, managerId, directReportsMetrics }: JsonObject): unknown {
  return JSON.stringify([
    workspaceId,
    managerId,
    ...objectsOf(directReportsMetrics).map(({ report }) => idOf(report)),
  ]);
}

function idOf(person: unknown): unknown {
  return isJsonObject(person) ? keyOf(person['id']) : null;
}
