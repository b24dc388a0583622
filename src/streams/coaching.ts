import { formatInstant } from '../base/instant.ts';
import { isJsonObject, objectsOf, type JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate } from '../gong/pages.ts';
import type { CallFilters } from './call-filters.ts';
import { keyOf, PAGE_SIZE, type List, type Range } from './list.ts';
import { idText } from './parent-id.ts';
import { ParentFailures } from './parent-failures.ts';
import { asPage, readOnce } from './read-once.ts';
import { periodWindows, startOfToday } from './stats-list.ts';
import { ListedStream, type Probe } from './stream.ts';
import { keyOfFields } from './whole-list.ts';
import { workspaceIds } from './workspace-lists.ts';
import type { CompanyDays } from './company-calendar.ts';

const ITEMS_KEY = 'coachingData';
const MONTHS = { period: 'MONTH', periodsPerWindow: 1 } as const;

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
      pages: (gong, window, signal) => readMonth(gong, window, signal, given),
      isSequential: true,
      requestsPerWindow: (gong, signal) => requestsPerWindow(gong, signal, given),
      key: (item) => keyOfFields(item, ['workspaceId', 'managerId']),
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
async function* readMonth(gong: Gong, window: Range, signal: AbortSignal, given: readonly string[]) {
  const workspaces = await workspaceIds(gong, signal, given);
  const managers = await readManagers(gong, signal);
  const failures = new ParentFailures(gong, 'coaching');
  for (const workspaceId of workspaces) {
    for (const managerId of managers) {
      const request = { ...coachingRequest(workspaceId, managerId, window), ...failures.attempts };
      try {
        for await (const page of paginate(gong, request, ITEMS_KEY, signal)) {
          const items = page.items.map((item) => ({ ...item, workspaceId, managerId }));
          if (items.length > 0 || !page.isLast) yield { ...page, items, isLast: false };
        }
        failures.noteServed();
      } catch (error) {
        signal.throwIfAborted();
        failures.note(`manager ${managerId} in workspace ${workspaceId}`, error);
      }
    }
  }
  failures.end();
  yield asPage([]);
}

async function requestsPerWindow(gong: Gong, signal: AbortSignal, given: readonly string[]): Promise<number> {
  const [workspaces, managers] = await Promise.all([
    workspaceIds(gong, signal, given),
    readManagers(gong, signal),
  ]);
  return workspaces.length * managers.length;
}

/** Those whom somebody reports to. */
async function readManagers(gong: Gong, signal: AbortSignal): Promise<readonly string[]> {
  const users = await readOnce(gong, { method: 'GET', path: '/v2/users' }, 'users', signal);
  // Most people have none.
  const ids = users.map(({ managerId }) => idText(managerId));
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function idOf(person: unknown): unknown {
  return isJsonObject(person) ? keyOf(person['id']) : null;
}
