import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { config, given, openStoreOf, withCredentials } from './token-file.ts';

/** Waits that take no time. */
const waits = vi.hoisted(() => ({ totalMs: 0, onWait: (): void => {} }));
vi.mock('node:timers/promises', () => ({
  async setTimeout(waitMs: number) {
    await Promise.resolve();
    waits.totalMs += waitMs;
    waits.onWait();
  },
}));

const { signal } = new AbortController();

let path: string;
const put = (value: unknown): void => writeFileSync(path, JSON.stringify(value));
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'await-next-')), 'config.json');
  put(config);
  waits.totalMs = 0;
  waits.onWait = () => {};
});
afterEach(() => rmSync(dirname(path), { recursive: true }));

test('another machine has ten seconds to put its tokens there', async () => {
  waits.onWait = () => {
    if (waits.totalMs >= 9_000) put(withCredentials({}));
  };
  const next = await openStoreOf(path).awaitNext(given, signal);
  expect(next).toMatchObject({ refreshToken: 'refresh-token-9' });
});

test('and no more', async () => {
  expect(await openStoreOf(path).awaitNext(given, signal)).toBeUndefined();
  expect(waits.totalMs).toBe(10_000);
});
