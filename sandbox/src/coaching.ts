import type { Company } from './company.ts';
import { endOfData } from './end-of-data.ts';
import type { Window } from './input.ts';
import { random } from './random.ts';
import { userRecord } from './user-record.ts';
import type { World } from './world.ts';

/** Gong's document does not name them; these are what clients in use look for. */
const metrics = [
  'callsListenedTo',
  'callsManagerAttended',
  'callsWithFeedback',
  'callsManagerCommentedOn',
  'callsWithScorecardFilled',
] as const;

const day = 86_400 * 1_000_000;
const longestDelay = 3 * day;

/** What a manager did about one of the people who report to them. */
export interface ReportMetrics {
  readonly report: Record<string, unknown>;
  readonly metrics: Readonly<Record<string, readonly string[]>>;
}

const reports = new WeakMap<Company, ReadonlyMap<string, readonly number[]>>();

/** Users by the id of their manager. */
function reportsByManager(company: Company): ReadonlyMap<string, readonly number[]> {
  const known = reports.get(company);
  if (known !== undefined) return known;
  const found = new Map<string, number[]>();
  for (let user = 0; user < company.settings.users; user += 1) {
    const { managerId } = userRecord(company, user);
    if (typeof managerId !== 'string') continue;
    const others = found.get(managerId) ?? [];
    others.push(user);
    found.set(managerId, others);
  }
  reports.set(company, found);
  return found;
}

/** The managers of the company, in the order of its users. */
export function managersOf(company: Company): number[] {
  const managers = reportsByManager(company);
  const users = Array.from({ length: company.settings.users }, (_, user) => user);
  return users.filter((user) => managers.has(company.userIds.encode(user)));
}

export function coachingUser(company: Company, user: number): Record<string, unknown> {
  const { id, emailAddress, firstName, lastName, title } = userRecord(company, user);
  return { id, emailAddress, firstName, lastName, title };
}

/** All who report to a manager, also those whom the manager did nothing about in this time and workspace. */
export function coachingOf(
  world: World,
  workspaceId: string,
  manager: number,
  window: Window,
): ReportMetrics[] {
  const { company } = world;
  const people = reportsByManager(company).get(company.userIds.encode(manager)) ?? [];
  const found = new Map(people.map((user) => [user, emptyMetrics()]));
  const end = endOfData(world);
  for (const call of world.calls.between('started', window.from - longestDelay, window.to)) {
    const ofHost = found.get(company.hostOf(call) ?? -1);
    if (ofHost === undefined || company.workspaceOf(call) !== workspaceId) continue;
    if (!world.isVisible(call, world.publication())) continue;
    const id = company.callIds.encode(call);
    for (const { metric, at } of coached(company, call)) {
      if (at >= window.from && at < window.to && at <= end) ofHost[metric]?.push(id);
    }
  }
  return [...found].map(([user, lists]) => ({ report: coachingUser(company, user), metrics: lists }));
}

function emptyMetrics(): Record<string, string[]> {
  return Object.fromEntries(metrics.map((metric) => [metric, []]));
}

/** What the manager of its host did about a call, and when. */
function coached(company: Company, call: number): { readonly metric: string; readonly at: number }[] {
  const choose = random(company.settings.seed, 'coaching', call);
  const started = company.times.started[call] ?? 0;
  return metrics.flatMap((metric) => {
    const delay = choose.next() ** 2 * (longestDelay - day);
    if (!choose.chance(0.12)) return [];
    return [{ metric, at: metric === 'callsManagerAttended' ? started : started + delay }];
  });
}
