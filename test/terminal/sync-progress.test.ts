import { describe, expect, test } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../src/base/instant.ts';
import { EXTENSIVE, followedSync, START, syncInWait, syncUnderWay, TRANSCRIPT } from './followed-syncs.ts';

describe('requests are those of the stream', () => {
  const calls = { name: 'calls', endpoints: ['GET /v2/calls', 'GET /v2/calls'] };
  const transcripts = { name: 'callTranscripts', endpoints: [TRANSCRIPT, 'GET /v2/calls'] };

  /** Requests of each stream after one to each endpoint. */
  function requests(...streams: readonly (typeof calls)[]): unknown {
    const { events, progress } = followedSync(streams);
    for (const endpoint of ['GET /v2/calls', TRANSCRIPT, EXTENSIVE]) events.emit('request', { endpoint });
    expect(progress.current.requests).toBe(3);
    return Object.fromEntries(progress.current.streams.map((each) => [each.name, each.requests]));
  }

  test('whose own they are, wherever it stands', () => {
    expect(requests(transcripts, calls)).toEqual({ calls: 1, callTranscripts: 1 });
    expect(requests(calls, transcripts)).toEqual({ calls: 1, callTranscripts: 1 });
  });

  test('for whose sake they are made, where they are of no other', () => {
    expect(requests(transcripts)).toEqual({ callTranscripts: 2 });
  });
});

test('what comes of a stream is counted for it', () => {
  const { events, progress } = followedSync();
  events.emit('records', { stream: 'calls', count: 3, newest: START - DAY });
  events.emit('records', { stream: 'calls', count: 2, newest: START - 2 * DAY });
  events.emit('records', { stream: 'users', count: 1, newest: -Infinity });
  const [users, calls, extensive] = progress.current.streams;
  expect(users).toMatchObject({ name: 'users', records: 1, newest: -Infinity });
  expect(calls).toMatchObject({ name: 'calls', records: 5, newest: START - DAY });
  expect(extensive).toMatchObject({ records: 0, expected: undefined, ended: undefined });
});

describe('the rate', () => {
  test('is that of the last ten seconds', () => {
    const { events, progress, pass } = followedSync();
    for (let second = 0; second < 20; second += 1) {
      for (let count = 0; count < 3; count += 1) events.emit('request', { endpoint: EXTENSIVE });
      pass(SECOND);
    }
    expect(progress.current.requestsPerSecond).toBe(3);
    pass(10 * SECOND);
    expect(progress.current.requestsPerSecond).toBe(0);
  });

  test('counts from the start where that is not so long ago', () => {
    const { events, progress, pass } = followedSync();
    for (let count = 0; count < 3; count += 1) events.emit('request', { endpoint: EXTENSIVE });
    expect(progress.current.requestsPerSecond).toBe(3);
    pass(2 * SECOND);
    expect(progress.current.requestsPerSecond).toBe(1.5);
  });
});

describe('the time left', () => {
  test('is unknown until all streams have a count or an end, and something has come', () => {
    const { events, progress, page, pass } = followedSync([
      { name: 'users', endpoints: [] },
      { name: 'calls', endpoints: [] },
    ]);
    pass(MINUTE);
    events.emit('estimate', { stream: 'calls', records: 300 });
    expect(progress.current.leftMs).toBeUndefined();
    events.emit('streamEnded', { stream: 'users', status: 'COMPLETE' });
    expect(progress.current.leftMs).toBeUndefined();
    page('calls', 100);
    expect(progress.current.leftMs).toBe(2 * MINUTE);
    page('calls', 300);
    expect(progress.current.leftMs).toBe(0);
  });

  test('is longer by a pause, and by no more', () => {
    const { progress, pass } = syncInWait();
    const before = syncUnderWay().progress.current.leftMs ?? 0;
    expect(progress.current.leftMs).toBe(before + 42 * SECOND);
    pass(40 * SECOND);
    expect(progress.current.leftMs).toBe(before + 2 * SECOND);
    pass(2 * SECOND);
    expect(progress.current.leftMs).toBe(before);
  });

  test('takes pauses that overlap for one', () => {
    const { events, clock, progress, pass } = syncInWait();
    const before = syncUnderWay().progress.current.leftMs ?? 0;
    pass(2 * SECOND);
    events.emit('wait', { until: clock() + 50 * SECOND });
    events.emit('wait', { until: clock() + 20 * SECOND });
    expect(progress.current.leftMs).toBe(before + 50 * SECOND);
  });
});

describe('what is waited for', () => {
  const broken = { endpoint: EXTENSIVE, waitMs: 0, isRateLimit: false, isPause: false, text: '' };

  test('is the pause until its end, whatever else waits', () => {
    const { events, clock, progress, pass } = syncInWait();
    events.emit('retry', { ...broken, until: clock() + MINUTE });
    expect(progress.current.wait).toEqual({ until: clock() + 42 * SECOND, reason: 'as Gong asked' });
    pass(42 * SECOND);
    expect(progress.current.wait?.reason).toBe(`then tries ${EXTENSIVE} again`);
    pass(18 * SECOND);
    expect(progress.current.wait).toBeUndefined();
  });

  test('is no attempt that follows soon', () => {
    const { events, clock, progress } = followedSync();
    events.emit('retry', { ...broken, until: clock() + 2 * SECOND });
    expect(progress.current.wait).toBeUndefined();
  });
});

test('the quota is what this sync has taken of it', () => {
  expect(syncUnderWay().progress.current.quotaShare).toBe(0.0012);
});
