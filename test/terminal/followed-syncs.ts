import { EventEmitter } from 'node:events';
import { DAY, MINUTE, SECOND, type Instant } from '../../src/base/instant.ts';
import type { SyncEvents } from '../../src/sync/events.ts';
import { SyncProgress, type StreamChoice } from '../../src/terminal/sync-progress.ts';

/** The start of the syncs. */
export const START: Instant = Date.UTC(2026, 10, 26, 8, 15);

export const EXTENSIVE = 'POST /v2/calls/extensive';
export const TRANSCRIPT = 'POST /v2/calls/transcript';

export const everyStream: readonly StreamChoice[] = [
  { name: 'users', endpoints: ['GET /v2/users'] },
  { name: 'calls', endpoints: ['GET /v2/calls'] },
  { name: 'extensiveCalls', endpoints: [EXTENSIVE] },
  { name: 'scorecards', endpoints: ['GET /v2/settings/scorecards'] },
  { name: 'answeredScorecards', endpoints: ['POST /v2/stats/activity/scorecards'] },
  { name: 'callTranscripts', endpoints: [TRANSCRIPT, 'GET /v2/calls'] },
];

export interface FollowedSync {
  readonly events: EventEmitter<SyncEvents>;
  readonly progress: SyncProgress;
  readonly clock: () => Instant;
  /** Lets the clock go on. */
  readonly pass: (durationMs: number) => void;
  /** A page of so many records that came with one request. */
  readonly page: (stream: string, count: number, endpoint?: string) => void;
}

/** A sync whose events come by hand. */
export function followedSync(streams = everyStream): FollowedSync {
  const events = new EventEmitter<SyncEvents>();
  let now = START;
  const clock = (): Instant => now;
  const limits = { requestsPerSecond: 3, dailyRequestLimit: 10_000 };
  const progress = new SyncProgress({ events, streams, ...limits, clock });
  return {
    events,
    progress,
    clock,
    pass(durationMs) {
      now += durationMs;
    },
    page(stream, count, endpoint) {
      if (endpoint !== undefined) events.emit('request', { endpoint });
      events.emit('records', { stream, count, newest: START - DAY });
    },
  };
}

/** All streams of 1,200 calls, 400 of them read after 20 seconds at the rate limit, or so. */
export function syncUnderWay(sync = followedSync()): FollowedSync {
  const { events, page, pass } = sync;
  for (const name of ['calls', 'extensiveCalls', 'callTranscripts'])
    events.emit('estimate', { stream: name, records: 1_200 });
  events.emit('estimate', { stream: 'answeredScorecards', records: 60 });
  page('users', 100, 'GET /v2/users');
  page('users', 20, 'GET /v2/users');
  events.emit('streamEnded', { stream: 'users', status: 'COMPLETE' });
  page('scorecards', 6, 'GET /v2/settings/scorecards');
  events.emit('streamEnded', { stream: 'scorecards', status: 'COMPLETE' });
  page('answeredScorecards', 30, 'POST /v2/stats/activity/scorecards');
  for (let count = 0; count < 4; count += 1) {
    pass(5 * SECOND);
    page('extensiveCalls', 100, EXTENSIVE);
    page('calls', 100);
    page('callTranscripts', 97, TRANSCRIPT);
  }
  return sync;
}

/** The same, told to wait for 42 seconds. */
export function syncInWait(): FollowedSync {
  const sync = syncUnderWay();
  sync.events.emit('wait', { until: sync.clock() + 42 * SECOND });
  return sync;
}

/** The same at its end: the transcripts were cut off, and the calls came with something new. */
export function syncAtEnd(sync = followedSync()): FollowedSync {
  syncUnderWay(sync);
  const { events, page, pass } = sync;
  pass(2 * MINUTE + 400);
  page('extensiveCalls', 788, EXTENSIVE);
  page('calls', 788);
  page('answeredScorecards', 30);
  for (const stream of ['calls', 'extensiveCalls', 'callTranscripts'])
    events.emit('privateLeftOut', { stream, count: 12 });
  events.emit('notYetThere', { stream: 'callTranscripts', count: 1 });
  events.emit('notYetThere', { stream: 'callTranscripts', count: 11 });
  events.emit('drift', { stream: 'extensiveCalls', text: 'parties[].\u001B[2Jage must be string (7 times)' });
  for (const stream of ['calls', 'extensiveCalls', 'answeredScorecards'])
    events.emit('streamEnded', { stream, status: 'COMPLETE' });
  events.emit('streamEnded', { stream: 'callTranscripts', status: 'INCOMPLETE' });
  return sync;
}
