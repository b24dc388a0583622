import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deferred } from '../../src/base/deferred.ts';
import { ConfigError, TransientError } from '../../src/base/errors.ts';
import { HOUR, MINUTE, SECOND } from '../../src/base/instant.ts';
import { renewalEnded } from '../../src/gong/token-closing.ts';
import { GrantRefused } from '../../src/gong/token-failure.ts';
import { TokensUnavailable, type TokenTrouble } from '../../src/gong/token-trouble.ts';
import { open, signal, tokenOf } from './oauth-world.ts';

vi.mock('node:timers/promises', () => import('./sleep.ts'));

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 26, 10) });
});
afterEach(() => {
  vi.useRealTimers();
});

function trouble(changes: Partial<TokenTrouble> = {}): TokensUnavailable {
  const error = new TransientError('unavailable', { detail: 'HTTP 503' });
  return new TokensUnavailable({ error, isRateLimit: false, mayBeIssued: false, ...changes });
}

const nearEnd = (): { readonly expiresAt: number } => ({ expiresAt: Date.now() + 4 * MINUTE });

describe('while the token is still good', () => {
  test('a trouble costs one request and no wait, and is said', async () => {
    const world = open(nearEnd());
    world.failures['request r0'] = trouble();
    expect(await tokenOf(world)).toContain('a0');
    expect(await tokenOf(world)).toContain('a0');
    expect(world.steps).toEqual(['prepare', 'request r0']);
    expect(world.events).toEqual([
      [
        'warning',
        {
          text: 'The OAuth tokens could not be renewed ahead of time (HTTP 503). The run goes on with the access token that it has, and tries again at 2026-11-26T10:01:00Z.',
        },
      ],
    ]);
  });

  test('a response that does not come is waited for some seconds, once, and is taken when it comes', async () => {
    const world = open(nearEnd());
    const { promise, resolve } = deferred<void>();
    world.response = promise;
    const token = tokenOf(world);
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    expect(await token).toContain('a0');
    expect(await tokenOf(world)).toContain('a0');
    resolve();
    await vi.advanceTimersByTimeAsync(1);
    expect(await tokenOf(world)).toContain('a1');
    expect(world.steps.filter((step) => step.startsWith('request'))).toEqual(['request r0']);
  });

  test('a token that Gong ends before its response comes is no fault of the request', async () => {
    const world = open(nearEnd());
    const { promise, resolve } = deferred<void>();
    world.response = promise;
    const token = world.authorization.access(signal);
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    const access = await token;
    world.authorization.accepted({ ...access, grantedAt: access.grantedAt + 1 });
    const isWorthAnother = world.authorization.refresh(access, false, signal);
    resolve();
    expect(await isWorthAnother).toBe(true);
    expect(await tokenOf(world)).toContain('a1');
  });

  test('the next attempt comes no sooner than Gong asked for', async () => {
    const world = open(nearEnd());
    world.failures['request r0'] = trouble({ retryAfterMs: 2 * MINUTE });
    await tokenOf(world);
    vi.advanceTimersByTime(2 * MINUTE - SECOND);
    await tokenOf(world);
    expect(world.steps).toHaveLength(2);
    vi.advanceTimersByTime(SECOND);
    await tokenOf(world);
    expect(world.steps).toHaveLength(4);
  });

  test('also where the token ends before: then that is waited for, with a word', async () => {
    const world = open(nearEnd());
    world.failures['request r0'] = trouble({ isRateLimit: true, retryAfterMs: 30 * MINUTE });
    await tokenOf(world);
    world.failures = {};
    vi.advanceTimersByTime(4 * MINUTE);
    const token = tokenOf(world);
    await vi.advanceTimersByTimeAsync(26 * MINUTE - SECOND);
    expect(world.steps.filter((step) => step.startsWith('request'))).toHaveLength(1);
    expect(world.events.slice(1)).toMatchObject([
      ['retry', { isPause: true, waitMs: 26 * MINUTE }],
      ['wait', { until: Date.UTC(2026, 10, 26, 10, 30) }],
    ]);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await token).toContain('a1');
  });

  test('another process that renews it is not waited for, and its token is taken soon after', async () => {
    const world = open(nearEnd());
    world.free = new Promise(() => {});
    expect(await tokenOf(world)).toContain('a0');
    expect([world.steps, world.events]).toEqual([[], []]);
    world.free = undefined;
    world.kept = { refreshToken: 'r9', accessToken: 'a9', expiresAt: Date.now() + 60 * MINUTE };
    vi.advanceTimersByTime(5 * SECOND);
    expect(await tokenOf(world)).toContain('a9');
  });

  test('a token that is refused while an early attempt fails is renewed with patience', async () => {
    const world = open();
    const refused = await world.authorization.access(signal);
    vi.advanceTimersByTime(56 * MINUTE);
    world.failures['request r0'] = trouble();
    const early = tokenOf(world);
    const refreshed = world.authorization.refresh(refused, false, signal);
    await vi.advanceTimersByTimeAsync(1);
    expect(world.steps).toHaveLength(4);
    world.failures = {};
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await refreshed).toBe(true);
    expect(await early).toContain('a1');
  });
});

describe('at the end of a run', () => {
  test('tokens that are on their way are waited for and kept, with a word', async () => {
    const world = open(nearEnd());
    const { promise, resolve } = deferred<void>();
    world.response = promise;
    const token = tokenOf(world);
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    expect(await token).toContain('a0');
    const end = vi.fn<() => void>();
    const closed = world.authorization.close().then(end);
    await vi.advanceTimersByTimeAsync(50 * SECOND);
    expect(end).not.toHaveBeenCalled();
    expect(world.events).toEqual([['warning', { text: expect.stringContaining('It waits for them') }]]);
    resolve();
    await closed;
    expect(world.steps).toEqual(['prepare', 'request r0', 'save r1 for r0']);
  });

  test('a failure that no request has shown is said', async () => {
    const world = open(nearEnd());
    const { promise, resolve } = deferred<void>();
    world.response = promise;
    world.failures['save r1 for r0'] = new ConfigError('not written');
    const token = tokenOf(world);
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    await token;
    const closed = world.authorization.close();
    resolve();
    await closed;
    expect(world.events).toEqual([['warning', { text: 'not written' }]]);
  });

  test('one that a request has shown is not said again', async () => {
    const world = open(nearEnd());
    world.failures['save r1 for r0'] = new ConfigError('not written');
    await expect(tokenOf(world)).rejects.toThrow('not written');
    await world.authorization.close();
    expect(world.events).toEqual([]);
  });

  test('a process that is told to end waits some seconds and no longer', async () => {
    const ending = new AbortController();
    const end = vi.fn<() => void>();
    const never = new Promise<void>(() => {});
    const ended = renewalEnded(never, { emit: () => {} }, ending.signal).then(end);
    ending.abort();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(end).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(SECOND);
    await ended;
  });
});

describe('where no token is good', () => {
  test('troubles are sat out, each with a word, and nobody is kept waiting meanwhile', async () => {
    const world = open({ accessToken: undefined });
    world.failures['request r0'] = trouble({ isRateLimit: true, retryAfterMs: MINUTE });
    const token = tokenOf(world);
    await vi.advanceTimersByTimeAsync(1);
    expect(world.isLocked).toBe(false);
    expect(world.events).toMatchObject([
      ['retry', { endpoint: 'POST /oauth2/generate-customer-token', isRateLimit: true, waitMs: MINUTE }],
      ['wait', { until: Date.now() - 1 + MINUTE }],
    ]);
    world.failures = {};
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(await token).toContain('a1');
    expect(world.steps).toEqual(['prepare', 'request r0', 'prepare', 'request r0', 'save r1 for r0']);
  });

  test('what another process has renewed in such a wait is taken', async () => {
    const world = open({ accessToken: undefined });
    world.failures['request r0'] = trouble();
    const token = tokenOf(world);
    await vi.advanceTimersByTimeAsync(1);
    world.kept = { refreshToken: 'r9', accessToken: 'a9', expiresAt: Date.now() + 60 * MINUTE };
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await token).toContain('a9');
    expect(world.steps).toEqual(['prepare', 'request r0', 'prepare']);
  });

  test('a request whose response was lost is known by the next one', async () => {
    const world = open({ accessToken: undefined });
    world.failures['request r0'] = trouble({ mayBeIssued: true });
    world.failures['request r0 again'] = new GrantRefused('used up');
    const failed = tokenOf(world).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await failed).toEqual(world.failures['request r0 again']);
  });

  test('all waits together end within the longest one of a request', async () => {
    const world = open({ accessToken: undefined });
    const failure = trouble({ isRateLimit: true, retryAfterMs: 25 * MINUTE });
    world.failures['request r0'] = failure;
    const failed = tokenOf(world).catch((error: unknown) => error);
    const since = Date.now();
    await vi.runAllTimersAsync();
    expect(await failed).toBe(failure);
    expect(Date.now() - since).toBeLessThanOrEqual(HOUR);
    expect(world.steps.filter((step) => step.startsWith('request'))).toHaveLength(3);
  });
});
