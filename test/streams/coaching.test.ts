import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { Calendar } from '../../src/base/calendar.ts';
import { TransientError } from '../../src/base/errors.ts';
import type { Gong, GongRequest } from '../../src/gong/client.ts';
import type { GongEvents } from '../../src/gong/events.ts';
import type { Page } from '../../src/gong/pages.ts';
import { Coaching } from '../../src/streams/coaching.ts';
import type { Window } from '../../src/streams/list.ts';
import { pagesOf } from '../../src/streams/pages-of.ts';
import { quiet } from '../gong/quiet-gong.ts';
import type { Answer } from '../gong/scripted-gong.ts';

const coaching = new Coaching({ calendar: new Calendar('UTC'), earliest: 0, known: {} });
const month = { from: Date.UTC(2026, 9), to: Date.UTC(2026, 10), isLast: false };
const { signal } = new AbortController();

const before = { from: Date.UTC(2026, 8), to: Date.UTC(2026, 9), isLast: false };

interface Company {
  readonly managers: number;
  readonly workspaces?: number;
  readonly changes?: Partial<Gong>;
  readonly coachingOf?: (manager: string) => Answer;
  readonly months?: readonly Window[];
}

function itemOf(manager: string, ...reports: readonly string[]): object {
  return { manager: { id: manager }, directReportsMetrics: reports.map((id) => ({ report: { id } })) };
}

function data(body: object): Answer {
  return { kind: 'data', body };
}

function ids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

/** Reads months of a company whose managers have the ids from 0 on. */
async function readMonths({ managers, workspaces = 1, changes, coachingOf, months = [month] }: Company) {
  const requests: GongRequest[] = [];
  const of = coachingOf ?? ((manager) => data({ coachingData: [itemOf(manager, '7')] }));
  const gong: Gong = {
    ...quiet,
    events: new EventEmitter<GongEvents>(),
    ...changes,
    async request(request) {
      requests.push(request);
      if (request.path === '/v2/workspaces')
        return data({ workspaces: ids(workspaces).map((id) => ({ id })) });
      if (request.path === '/v2/users')
        return data({ users: ids(managers).map((id) => ({ id, managerId: id })) });
      return of(String(request.query?.['manager-id']));
    },
  };
  const pages: Page[] = [];
  for (const each of months) {
    for await (const page of pagesOf(coaching.list, each, gong, signal)) pages.push(page);
  }
  const asked = requests.filter(({ path }) => path === '/v2/coaching');
  return { pages, asked, items: pages.flatMap(({ items }) => items) };
}

test('of several items of one response each counts, and one that comes twice counts once', async () => {
  const three = [itemOf('0', '1'), itemOf('0', '2'), itemOf('9', '3'), itemOf('0', '1')];
  const { items } = await readMonths({ managers: 1, coachingOf: () => data({ coachingData: three }) });
  const keys = items.map((item) => coaching.list.key(item));
  expect(new Set(keys).size).toBe(3);
  expect(keys[3]).toBe(keys[0]);
});

/** Gong cannot serve this manager, or refuses it. */
function allBut(bad: string, status: number): (manager: string) => Answer {
  const error = new TransientError('no', { status });
  return (manager) =>
    manager === bad
      ? { kind: 'rejected', status, text: 'no', error }
      : data({ coachingData: [itemOf(manager, '7')] });
}

test.each([403, 500])('a manager who fails with %i is left out of a month, and said', async (status) => {
  const events = new EventEmitter<GongEvents>();
  const warnings: string[] = [];
  events.on('warning', ({ text }) => warnings.push(text));
  const company = { managers: 5, coachingOf: allBut('1', status), changes: { events }, months: [before] };
  const { items } = await readMonths(company);
  expect(items).toHaveLength(4);
  expect(warnings).toEqual([
    'What belongs to manager 1 in workspace 0 in 2026-09 is left out of coaching, since Gong does not give it: no The month counts as read: refresh the stream coaching to have it once Gong gives it.',
  ]);
});

test('a manager who always fails has the usual attempts in each month, and once', async () => {
  const months = [month, before];
  const { asked } = await readMonths({ managers: 4, coachingOf: allBut('2', 500), months });
  const ofBad = asked.filter(({ query }) => query?.['manager-id'] === '2');
  expect(ofBad.map(({ attemptsAt }) => attemptsAt)).toEqual([undefined, undefined, { 500: 2 }, undefined]);
});

test('a month larger than the limit of a day is not begun, and the failure says by how much', async () => {
  const reading = readMonths({
    managers: 300,
    workspaces: 5,
    changes: { requestsLeft: 900, requestsPerDay: 990 },
  });
  await expect(reading).rejects.toThrow(/takes 1500 requests.* 300 managers in each of 5 workspaces.* 990/);
});

test('one larger than what is left of the day is left for another day', async () => {
  const changes = { requestsLeft: 4, requestsPerDay: 990 };
  await expect(readMonths({ managers: 5, changes })).rejects.toThrow('the day is spent');
  expect((await readMonths({ managers: 4, changes })).asked).toHaveLength(4);
});
