import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Gong } from '../../src/gong/client.ts';
import { DAY, formatInstant, MINUTE, parseInstant } from '../../src/base/instant.ts';
import { isJsonObject, type JsonObject } from '../../src/base/json-object.ts';
import type { SyncEvents } from '../../src/sync/events.ts';
import { sync } from '../../src/sync/sync.ts';
import { page } from '../gong/scripted-gong.ts';
import { quiet } from '../gong/quiet-gong.ts';
import { END } from './call-world.ts';
import { collectingOutput } from './collecting-output.ts';
import { ownListStreams, SMALL_PAGE } from './small-pages.ts';
import { acceptAll } from './accept-all.ts';

const FROM = END - 2 * DAY;

/** Four full pages in the newer half of the range, two in the older. */
const calls = Array.from({ length: 6 * SMALL_PAGE }, (_, index) => ({
  id: String(index),
  started: formatInstant((index < 2 * SMALL_PAGE ? FROM : END - DAY) + (index + 1) * MINUTE),
}));

/**
 * Requests that the day allows. The range is read in two parts, and each of them a second time, since the count of the
 * whole is one more than those of the parts. With some of these the second read is cut as well.
 */
const BUDGETS = [24, 25, 26, 27, 28, 29, 30];

/** A Gong whose lists come at once, and transcripts late. */
class GongOfLateTranscripts implements Gong {
  readonly baseUrl = quiet.baseUrl;
  readonly events = quiet.events;
  readonly budgetSpent = quiet.budgetSpent;
  readonly requestsPerSecond = 1_000;
  readonly concurrency = 5;
  /** First pages. */
  readonly windows: JsonObject[] = [];
  readonly requestsPerDay = Infinity;
  requestsLeft: number;

  constructor(budget: number) {
    this.requestsLeft = budget;
  }

  async request({ query, body }: Parameters<Gong['request']>[0]) {
    this.requestsLeft -= 1;
    if (query === undefined) return transcriptsOf(body);
    if (query['cursor'] === undefined) this.windows.push(query);
    const [from = 0, to = 0] = [parseInstant(query['fromDateTime']), parseInstant(query['toDateTime'])];
    const inside = calls.filter(({ started }) => isWithin(started, from, to));
    const totalRecords = inside.length === calls.length ? calls.length + 1 : inside.length;
    const start = Number(query['cursor'] ?? 0);
    const end = start + SMALL_PAGE;
    const cursor = end < inside.length ? { cursor: String(end) } : {};
    return page(inside.slice(start, end), { totalRecords, ...cursor });
  }
}

async function transcriptsOf(body: JsonObject | undefined) {
  await sleep(20);
  const filter = isJsonObject(body?.['filter']) ? body['filter'] : {};
  const ids: readonly unknown[] = Array.isArray(filter['callIds']) ? filter['callIds'] : [];
  return { kind: 'data', body: { callTranscripts: ids.map((callId) => ({ callId })) } } as const;
}

function isWithin(time: string, from: number, to: number): boolean {
  return (parseInstant(time) ?? to) >= from && (parseInstant(time) ?? to) < to;
}

/** Ids of calls in the coverage of a state. */
function coveredBy(state: object): string[] {
  const stretches: readonly unknown[] =
    'coverage' in state && Array.isArray(state.coverage) ? state.coverage : [];
  const bounds = stretches.map((stretch) =>
    Array.isArray(stretch) ? stretch.slice(0, 2).map(parseInstant) : [],
  );
  return calls.flatMap(({ id, started }) =>
    bounds.some(([from = 0, to = 0]) => isWithin(started, from, to)) ? [id] : [],
  );
}

test.each(BUDGETS)(
  'with %i requests a day a second read leaves no state ahead of the transcripts of the first',
  async (budget) => {
    const gong = new GongOfLateTranscripts(budget);
    const { output, log, events } = collectingOutput(async () => {});
    let nowMs = 0;
    await sync({
      gong,
      streams: ownListStreams,
      configured: [{ name: 'callTranscripts', syncMode: 'incremental', takesDeletions: false }],
      states: new Map(),
      limits: { startDate: FROM, defaultStart: 0, lookbackDays: 1, now: END },
      includePrivate: false,
      shape: 'shape',
      emitDeletes: false,
      validators: acceptAll,
      output,
      events: new EventEmitter<SyncEvents>(),
      log,
      // A state is always due.
      clock: () => (nowMs += MINUTE),
      signal: new AbortController().signal,
    });
    const sent = new Set<string>();
    const ahead = events.flatMap((event) => {
      if (event.kind === 'record' && 'callId' in event.record) sent.add(String(event.record.callId));
      return event.kind === 'state' ? coveredBy(event.state).filter((id) => !sent.has(id)) : [];
    });
    expect(ahead).toEqual([]);
    expect(sent.size).toBe(calls.length);
    // The whole, its parts, and these once more.
    expect(gong.windows.length).toBeGreaterThanOrEqual(5);
  },
);
