import { expect, test } from 'vitest';
import { DAY, formatInstant, HOUR } from '../../src/base/instant.ts';
import { isJsonObject } from '../../src/base/json-object.ts';
import { END } from './call-world.ts';
import { runEngine, type Outcome } from './engine.ts';
import type { SyncPlan } from './sync-plan.ts';

const plan: SyncPlan = {
  world: {
    seed: 5,
    count: 200,
    span: 30 * DAY,
    spread: 'even',
    isFarOff: false,
    filing: 'started',
    order: 'scattered',
  },
  gong: { pageSize: 10, expiries: 0, count: 'right', isShifting: false, hasShortPages: false },
  isShared: true,
  concurrency: 1,
  isRestless: false,
  requestsPerSecond: 3,
  clockStepMs: 0,
  states: [],
  lookbackDays: 7,
  failing: [],
  abortAt: undefined,
  budget: Infinity,
};

/** The last states, as if the sync had been so long before the next one. */
function statesOf({ events }: Outcome, agoMs: number): Map<string, unknown> {
  const then = formatInstant(END);
  const earlier = formatInstant(END - agoMs);
  return new Map(
    events.flatMap((event): [string, unknown][] =>
      event.kind === 'state'
        ? [[event.stream, JSON.parse(JSON.stringify(event.state).replaceAll(then, earlier))]]
        : [],
    ),
  );
}

function listsOf({ asked }: Outcome): string[] {
  return [...new Set(asked.map(({ path }) => path))].toSorted();
}

function ownListUntil(state: unknown): unknown {
  return isJsonObject(state) ? state['own_list_until'] : undefined;
}

test('a stream that its shared list has failed stays with its own list for a day, and does not look back for it', async () => {
  const first = await runEngine({ ...plan, gong: { ...plan.gong, refusesExtensiveAt: 1 } });
  const states = statesOf(first, HOUR);
  expect(ownListUntil(states.get('calls'))).toBe(formatInstant(END + DAY));
  states.delete('extensiveCalls');
  const second = await runEngine({ ...plan, gong: { ...plan.gong, refusesExtensiveAt: 1 } }, { states });
  expect(listsOf(second)).toEqual(['/v2/calls', '/v2/calls/extensive']);
  const windows = second.asked.filter(({ path }) => path === '/v2/calls').map(({ query }) => query);
  // What is three hours old, and the hour since.
  expect(windows[0]).toMatchObject({ fromDateTime: formatInstant(END - 4 * HOUR) });
  expect(ownListUntil(statesOf(second, 0).get('calls'))).toBe(formatInstant(END + DAY));
});

test('after a day it shares the list again, and reads the look-back from it', async () => {
  const first = await runEngine({ ...plan, gong: { ...plan.gong, refusesExtensiveAt: 1 } });
  const states = new Map(
    [...statesOf(first, 25 * HOUR)].map(([name, state]) => [
      name,
      isJsonObject(state) ? { ...state, own_list_until: formatInstant(END - HOUR) } : state,
    ]),
  );
  const second = await runEngine(plan, { states });
  const filters = second.asked.filter(({ path }) => path === '/v2/calls').map(({ query }) => query);
  // For its count alone.
  expect(filters).toHaveLength(1);
  expect(ownListUntil(statesOf(second, 0).get('calls'))).toBeUndefined();
});

test.each([
  [7, formatInstant(END + 30 * DAY)],
  // No later sync would see that calls are lacking.
  [1, '9999-01-01T00:00:00Z'],
])(
  'with a look-back of %i days a list that lacks calls is not shared until %s',
  async (lookbackDays, until) => {
    const lacking = { ...plan, lookbackDays, gong: { ...plan.gong, lacksExtensive: true } };
    const states = statesOf(await runEngine(lacking), HOUR);
    expect(ownListUntil(states.get('calls'))).toBe(until);
    states.delete('extensiveCalls');
    const second = await runEngine(lacking, { states });
    expect(second.warnings).toEqual([]);
    expect(ownListUntil(statesOf(second, 0).get('calls'))).toBe(until);
  },
);

test('what earlier syncs have read is sent again where the shared list fails', async () => {
  const states = new Map([
    ['calls', stateUpTo(END - HOUR)],
    ['callTranscripts', stateUpTo(END - HOUR)],
  ]);
  const outcome = await runEngine({ ...plan, gong: { ...plan.gong, refusesExtensiveAt: 1 } }, { states });
  const sent = outcome.events.flatMap((event) =>
    event.kind === 'record' && event.stream === 'calls' ? [JSON.stringify(event.record)] : [],
  );
  // The last day is read anew, as the lists file calls by different times.
  const recent = outcome.calls.filter(
    ({ record, started }) => record['isPrivate'] !== true && started >= END - DAY && started < END,
  );
  expect(recent.length).toBeGreaterThan(2);
  expect(sent).toEqual(expect.arrayContaining(recent.map(({ record }) => JSON.stringify(record))));
});

function stateUpTo(to: number): object {
  const [begin, end] = [formatInstant(END - 30 * DAY), formatInstant(to)];
  return { started: end, utc: true, list: 'extensive', coverage: [[begin, end, end]] };
}
