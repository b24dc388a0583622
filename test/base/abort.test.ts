import { getEventListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { untilAborted, whenAllAborted } from '../../src/base/abort.ts';
import { deferred } from '../../src/base/deferred.ts';

describe('waiting until a signal aborts', () => {
  test('ends with the promise', async () => {
    const { signal } = new AbortController();
    const { promise, resolve } = deferred<void>();
    const waiting = untilAborted(promise, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    resolve();
    await waiting;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('ends with the signal, and without its reason', async () => {
    const ending = new AbortController();
    const waiting = untilAborted(deferred<void>().promise, ending.signal);
    ending.abort(new Error('the end'));
    await expect(waiting).resolves.toBeUndefined();
    expect(getEventListeners(ending.signal, 'abort')).toEqual([]);
  });

  test('ends at once if the signal has aborted before', async () => {
    await expect(untilAborted(deferred<void>().promise, AbortSignal.abort())).resolves.toBeUndefined();
  });

  test('takes a rejection for handled if the signal has aborted before', async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', note);
    await untilAborted(Promise.reject(new Error('too late')), AbortSignal.abort());
    await new Promise(setImmediate);
    process.off('unhandledRejection', note);
    expect(rejections).toEqual([]);
  });

  test('rejects as the promise does, and leaves nothing behind', async () => {
    const { signal } = new AbortController();
    await expect(untilAborted(Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a signal for all of several', () => {
  test('aborts with the last of them, and with its reason', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const all = whenAllAborted([one.signal, other.signal]);
    one.abort('one');
    expect(all.aborted).toBe(false);
    other.abort('other');
    expect(all.aborted).toBe(true);
    expect(all.reason).toBe('other');
  });

  test('counts those that had aborted before', () => {
    const late = new AbortController();
    const all = whenAllAborted([AbortSignal.abort('early'), late.signal]);
    expect(all.aborted).toBe(false);
    late.abort('late');
    expect(all.reason).toBe('late');
    expect(whenAllAborted([AbortSignal.abort('early')]).reason).toBe('early');
  });
});
