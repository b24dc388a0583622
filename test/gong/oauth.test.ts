import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConfigError, TransientError } from '../../src/base/errors.ts';
import { MINUTE } from '../../src/base/instant.ts';
import { GrantRefused } from '../../src/gong/token-failure.ts';
import { CONFIGURED, open, OWN, signal, tokenOf, type World } from './oauth-world.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const renewal = ['prepare', 'request r0', 'save r1 for r0'];

test('a token that is good is used as it is', async () => {
  const world = open();
  expect(await tokenOf(world)).toBe(`Bearer a0 at ${OWN}`);
  expect(world.steps).toEqual([]);
});

test.each([
  ['there is none', { accessToken: undefined }],
  ['it is about to end', { expiresAt: Date.now() + 4 * MINUTE }],
  ['its address is not known', { baseUrl: undefined }],
])('a token is renewed first where %s', async (_name, given) => {
  const world = open(given);
  expect(await tokenOf(world)).toBe(`Bearer a1 at ${OWN}`);
  expect(world.steps).toEqual(renewal);
});

test('a token whose end is not known is good until Gong refuses it', async () => {
  const world = open({ expiresAt: undefined });
  vi.advanceTimersByTime(100 * 60 * MINUTE);
  expect(await tokenOf(world)).toContain('a0');
});

test('a token is renewed some minutes before its end', async () => {
  const world = open();
  vi.advanceTimersByTime(54 * MINUTE);
  expect(await tokenOf(world)).toContain('a0');
  vi.advanceTimersByTime(2 * MINUTE);
  expect(await tokenOf(world)).toContain('a1');
  vi.advanceTimersByTime(54 * MINUTE);
  expect(await tokenOf(world)).toContain('a1');
});

test('many requests at once make one renewal, and all of them get its token', async () => {
  const world = open({ accessToken: undefined });
  const all = await Promise.all(Array.from({ length: 10 }, () => tokenOf(world)));
  expect(new Set(all)).toEqual(new Set([`Bearer a1 at ${OWN}`]));
  expect(world.steps).toEqual(renewal);
});

test('many refusals of one token make one renewal', async () => {
  const world = open();
  const refused = await world.authorization.access(signal);
  const renewed = [1, 2, 3].map(() => world.authorization.refresh(refused, false, signal));
  expect(await Promise.all(renewed)).toEqual([true, true, true]);
  // One that was on its way for longer.
  expect(await world.authorization.refresh(refused, false, signal)).toBe(true);
  expect(world.steps).toEqual(renewal);
});

test('a renewal that has failed is not tried again: its token may be used up', async () => {
  const world = open({ accessToken: undefined });
  world.failures['request r0'] = new TransientError('out of reach');
  await expect(tokenOf(world)).rejects.toThrow('out of reach');
  await expect(tokenOf(world)).rejects.toThrow('out of reach');
  expect(world.steps).toEqual(['prepare', 'request r0']);
});

test('nothing is renewed that could not be kept', async () => {
  const world = open({ accessToken: undefined });
  world.failures['prepare'] = new ConfigError('not to be written');
  await expect(tokenOf(world)).rejects.toThrow('not to be written');
  expect(world.steps).toEqual(['prepare']);
});

test('a token that could not be kept is not used', async () => {
  const world = open({ accessToken: undefined });
  world.failures['save r1 for r0'] = new ConfigError('not written');
  await expect(tokenOf(world)).rejects.toThrow('not written');
  await expect(tokenOf(world)).rejects.toThrow('not written');
  expect(world.steps).toEqual(renewal);
});

test('a token that another process has left is taken instead of a new one', async () => {
  const world = open({ accessToken: undefined });
  world.kept = { refreshToken: 'r9', accessToken: 'a9', expiresAt: Date.now() + 60 * MINUTE };
  expect(await tokenOf(world)).toBe(`Bearer a9 at ${OWN}`);
  expect(world.steps).toEqual(['prepare']);
});

test('one that it has left and that has ended as well is renewed', async () => {
  const world = open({ accessToken: undefined });
  world.kept = { refreshToken: 'r9', accessToken: 'a9', expiresAt: Date.now() };
  expect(await tokenOf(world)).toContain('a1');
  expect(world.steps).toEqual(['prepare', 'request r9', 'save r1 for r9']);
});

test('a refresh token that another process was faster to use up does no harm', async () => {
  const world = open({ accessToken: undefined });
  world.failures['request r0'] = new GrantRefused('used already');
  world.next = { refreshToken: 'r9', accessToken: 'a9', expiresAt: Date.now() + 60 * MINUTE };
  expect(await tokenOf(world)).toContain('a9');
});

test('where no address comes with new tokens, the one that is known stays', async () => {
  const world = open({ accessToken: undefined }, { baseUrl: undefined });
  expect(await tokenOf(world)).toBe(`Bearer a1 at ${OWN}`);
});

test('where none is known at all, the configured one is used, without a renewal for each request', async () => {
  const world = open({ baseUrl: undefined }, { baseUrl: undefined });
  expect([await tokenOf(world), await tokenOf(world)]).toEqual(Array(2).fill(`Bearer a1 at ${CONFIGURED}`));
  expect(world.steps).toEqual(renewal);
});

test('an address that is none of Gong’s ends it, with the new tokens kept', async () => {
  const world = open({ accessToken: undefined }, { baseUrl: undefined, isForeign: true });
  await expect(tokenOf(world)).rejects.toThrow('does not belong to Gong');
  expect(world.steps).toEqual(renewal);
});

test('a request that is given up waits no longer, and the renewal goes on for the others', async () => {
  const world = open({ accessToken: undefined });
  const giving = new AbortController();
  const given = world.authorization.access(giving.signal);
  giving.abort(new Error('given up'));
  await expect(given).rejects.toThrow('given up');
  expect(await tokenOf(world)).toContain('a1');
  expect(world.steps).toEqual(renewal);
});

async function refusalOf(world: World): Promise<boolean> {
  return await world.authorization.refresh(await world.authorization.access(signal), false, signal);
}

test('a token that was just issued is not renewed for a refusal: that is about what was requested', async () => {
  const world = open({ accessToken: undefined });
  await tokenOf(world);
  expect([await refusalOf(world), await refusalOf(world)]).toEqual([false, false]);
  expect(world.steps).toEqual(renewal);
});

test('nor is one with which a later request was responded to', async () => {
  const world = open();
  const refused = await world.authorization.access(signal);
  vi.advanceTimersByTime(10);
  world.authorization.accepted(await world.authorization.access(signal));
  expect(await world.authorization.refresh(refused, false, signal)).toBe(false);
  expect(world.steps).toEqual([]);
});

test('one with which only earlier requests were responded to is: it may have ended', async () => {
  const world = open();
  world.authorization.accepted(await world.authorization.access(signal));
  vi.advanceTimersByTime(10);
  expect(await refusalOf(world)).toBe(true);
  expect(world.steps).toEqual(renewal);
});

test('one that Gong took and takes no more is renewed, though its end has not come by our clock', async () => {
  const world = open({ accessToken: undefined });
  for (let count = 0; count < 2; count += 1) {
    world.authorization.accepted(await world.authorization.access(signal));
    vi.advanceTimersByTime(10);
    expect(await refusalOf(world)).toBe(true);
  }
  expect(world.steps.filter((step) => step.startsWith('request'))).toHaveLength(3);
});

test('what a new token has not changed, though Gong takes it elsewhere, no other one will', async () => {
  const world = open();
  expect(await refusalOf(world)).toBe(true);
  const repeated = await world.authorization.access(signal);
  world.authorization.accepted(repeated);
  expect(await world.authorization.refresh(repeated, true, signal)).toBe(false);
  vi.advanceTimersByTime(10);
  expect(await refusalOf(world)).toBe(false);
  expect(world.steps).toEqual(renewal);
});

test('where a renewal has changed nothing there is no other one', async () => {
  const world = open();
  expect([await refusalOf(world), await refusalOf(world)]).toEqual([true, false]);
  world.authorization.accepted(await world.authorization.access(signal));
  vi.advanceTimersByTime(10);
  expect(await refusalOf(world)).toBe(false);
  expect(world.steps).toEqual(renewal);
});

test('a refusal of a new token shows whether another process has renewed it since', async () => {
  const world = open({ accessToken: undefined });
  await tokenOf(world);
  world.kept = { refreshToken: 'r9', accessToken: 'a9', expiresAt: Date.now() + 60 * MINUTE };
  expect(await refusalOf(world)).toBe(true);
  expect(await tokenOf(world)).toContain('a9');
  expect(world.steps).toEqual(renewal);
});

test('a token that cannot be renewed early, for a trouble that may pass, is used until its end', async () => {
  const world = open({ expiresAt: Date.now() + 4 * MINUTE });
  world.failures['request r0'] = new TransientError('out of reach');
  expect([await tokenOf(world), await tokenOf(world)]).toEqual(Array(2).fill(`Bearer a0 at ${OWN}`));
  expect(world.steps).toEqual(['prepare', 'request r0']);
  vi.advanceTimersByTime(MINUTE);
  expect(await tokenOf(world)).toContain('a0');
  expect(world.steps).toHaveLength(4);
  vi.advanceTimersByTime(3 * MINUTE);
  await expect(tokenOf(world)).rejects.toThrow('out of reach');
});

test('once the trouble has passed it is renewed', async () => {
  const world = open({ expiresAt: Date.now() + 4 * MINUTE });
  world.failures['request r0'] = new TransientError('out of reach');
  await tokenOf(world);
  world.failures = {};
  vi.advanceTimersByTime(MINUTE);
  expect(await tokenOf(world)).toContain('a1');
});

test('a token that Gong has refused is not used on', async () => {
  const world = open();
  world.failures['request r0'] = new TransientError('out of reach');
  await expect(refusalOf(world)).rejects.toThrow('out of reach');
  await expect(tokenOf(world)).rejects.toThrow('out of reach');
});
