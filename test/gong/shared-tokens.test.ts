import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MINUTE, SECOND } from '../../src/base/instant.ts';
import { open, signal, tokenOf, type World } from './oauth-world.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a token that lives for minutes is taken from another process as well, and used for most of its life', async () => {
  const world = open({ accessToken: undefined });
  world.kept = { refreshToken: 'r9', accessToken: 'a9', expiresAt: Date.now() + 200 * SECOND };
  expect(await tokenOf(world)).toContain('a9');
  vi.advanceTimersByTime(179 * SECOND);
  expect(await tokenOf(world)).toContain('a9');
  expect(world.steps).toEqual(['prepare']);
  vi.advanceTimersByTime(2 * SECOND);
  expect(await tokenOf(world)).toContain('a1');
  expect(world.steps.slice(2)).toEqual(['request r9', 'save r1 for r9']);
});

test('one that ends in some seconds is renewed', async () => {
  const world = open({ accessToken: undefined });
  world.kept = { refreshToken: 'r9', accessToken: 'a9', expiresAt: Date.now() + 4 * SECOND };
  expect(await tokenOf(world)).toContain('a1');
});

test('one with the same refresh token, where Gong has issued no other, is taken', async () => {
  const world = open({ accessToken: undefined });
  world.kept = { refreshToken: 'r0', accessToken: 'a9', expiresAt: Date.now() + 60 * MINUTE };
  expect(await tokenOf(world)).toContain('a9');
});

test('what is kept unchanged is no token of another process', async () => {
  const world = open();
  world.kept = { refreshToken: 'r0', accessToken: 'a0', expiresAt: Date.now() + 60 * MINUTE };
  const refused = await world.authorization.access(signal);
  expect(await world.authorization.refresh(refused, false, signal)).toBe(true);
  expect(await tokenOf(world)).toContain('a1');
});

test('the app proves itself with the secret that is kept by then', async () => {
  const world = open({ expiresAt: Date.now() + 6 * MINUTE });
  await tokenOf(world);
  world.kept = { refreshToken: 'r0', accessToken: 'a0', expiresAt: Date.now() + 6 * MINUTE };
  world.secret = 'new secret';
  vi.advanceTimersByTime(2 * MINUTE);
  expect(await tokenOf(world)).toContain('a1');
  expect(world.secrets).toEqual(['new secret']);
});

/** The next request with the token at hand is responded to, and then the token is refused. */
async function acceptedAndRefused(world: World): Promise<boolean> {
  world.authorization.accepted(await world.authorization.access(signal));
  vi.advanceTimersByTime(10);
  return await world.authorization.refresh(await world.authorization.access(signal), false, signal);
}

test('a new token that another process has ended by a renewal does not speak against later renewals', async () => {
  const world = open({ accessToken: undefined });
  const refused = await world.authorization.access(signal);
  world.kept = { refreshToken: 'r9', accessToken: 'a9', expiresAt: Date.now() + 60 * MINUTE };
  expect(await world.authorization.refresh(refused, false, signal)).toBe(true);
  world.kept = undefined;
  expect([await acceptedAndRefused(world), await acceptedAndRefused(world)]).toEqual([true, true]);
  expect(world.steps.filter((step) => step.startsWith('request'))).toEqual([
    'request r0',
    'request r9',
    'request r2',
  ]);
});

test('what was repeated with a token that another process has ended meanwhile is repeated with the next one', async () => {
  const world = open();
  expect(await world.authorization.refresh(await world.authorization.access(signal), false, signal)).toBe(
    true,
  );
  const repeated = await world.authorization.access(signal);
  world.kept = { refreshToken: 'r9', accessToken: 'a9', expiresAt: Date.now() + 60 * MINUTE };
  expect(await world.authorization.refresh(repeated, true, signal)).toBe(true);
  expect(await world.authorization.refresh(await world.authorization.access(signal), true, signal)).toBe(
    false,
  );
});
