import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { deferred, type Deferred } from '../../src/base/deferred.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import type { LookUp } from '../../src/streams/stream.ts';
import type { Range } from '../../src/streams/list.ts';
import { LookUps, type LookedUp, type LookUpStream } from '../../src/sync/look-ups.ts';
import { scriptedGong } from '../gong/scripted-gong.ts';

const first: Range = { from: 10, to: 20 };
const second: Range = { from: 0, to: 10 };

function items(from: number, to: number): JsonObject[] {
  return Array.from({ length: to - from }, (_, index) => ({ id: from + index }));
}

interface Batch extends Deferred<Error | undefined> {
  readonly ids: readonly unknown[];
}

/** Look-ups by three, whose batches are settled by hand: with a record for each item but these, or an error. */
function open(...withoutRecord: readonly number[]) {
  const batches: Batch[] = [];
  const missing: number[] = [];
  const sent: unknown[] = [];
  const failures: unknown[] = [];
  const ending = new AbortController();
  async function* read(wanted: readonly JsonObject[]) {
    const batch = { ids: wanted.map(({ id }) => id), ...deferred<Error | undefined>() };
    batches.push(batch);
    const error = await batch.promise;
    if (error !== undefined) throw error;
    yield wanted.filter(({ id }) => !withoutRecord.includes(Number(id))).map(({ id }) => ({ id }));
  }
  const keys = { ofItem: ({ id }: JsonObject) => String(id), ofFound: ({ id }: JsonObject) => String(id) };
  const lookUp: LookUp = { batchSize: 3, keys, open: () => read };
  const real = new LookUps(lookUp, scriptedGong());
  const stream: LookUpStream = {
    signal: ending.signal,
    async send(lookedUp) {
      sent.push(...lookedUp.flatMap(({ found }) => (found === undefined ? [] : [found['id']])));
      const count = lookedUp.filter(({ found }) => found === undefined).length;
      if (count > 0) missing.push(count);
    },
    // As a stream does, which ends with its first failure.
    fail(error) {
      failures.push(error);
      ending.abort();
    },
  };
  const lookUps = {
    add: (wanted: readonly JsonObject[], window: Range) => real.add(wanted, window, stream),
    finish: (window: Range) => real.finish(window, ending.signal),
    flush: () => real.flush(),
  };
  const settle = async (index: number, error?: Error): Promise<void> => {
    batches[index]?.resolve(error);
    await turn();
  };
  return { real, lookUps, batches, sent, missing, failures, ending, settle };
}

/** Whether a promise has settled after a turn of the event loop. */
async function hasSettled(promise: Promise<unknown>): Promise<boolean> {
  let isSettled = false;
  void promise.then(() => (isSettled = true));
  await turn();
  return isSettled;
}

test('batches are filled over the borders of windows', async () => {
  const { lookUps, batches } = open();
  await lookUps.add(items(0, 2), first);
  expect(batches).toEqual([]);
  await lookUps.add(items(2, 8), second);
  expect(batches.map(({ ids }) => ids)).toEqual([
    [0, 1, 2],
    [3, 4, 5],
  ]);
});

test('items without a record are counted, those of a batch that failed are not', async () => {
  const { lookUps, missing, settle } = open(0, 2, 4);
  await lookUps.add(items(0, 6), first);
  await settle(0);
  expect(missing).toEqual([2]);
  await settle(1, new Error('cut off'));
  expect(missing).toEqual([2]);
});

test('what waits for a full batch goes when it is told to', async () => {
  const { lookUps, batches } = open();
  lookUps.flush();
  await lookUps.add(items(0, 2), first);
  lookUps.flush();
  lookUps.flush();
  expect(batches.map(({ ids }) => ids)).toEqual([[0, 1]]);
});

describe('a window is finished', () => {
  test('at once if nothing came of it', async () => {
    const { lookUps } = open();
    expect(await hasSettled(lookUps.finish(first))).toBe(true);
  });

  test('when the records of all its items have gone out, and not before', async () => {
    const { lookUps, batches, sent, settle } = open();
    await lookUps.add(items(0, 4), first);
    await lookUps.add(items(4, 6), second);
    const [one, other] = [lookUps.finish(first), lookUps.finish(second)];
    expect(batches).toHaveLength(2);
    await settle(0);
    expect(await hasSettled(one)).toBe(false);
    await settle(1);
    expect([await hasSettled(one), await hasSettled(other)]).toEqual([true, true]);
    expect(sent).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('when those of all its pages have', async () => {
    const { lookUps, settle } = open();
    await lookUps.add(items(0, 3), first);
    await lookUps.add(items(3, 6), first);
    const finished = lookUps.finish(first);
    await settle(0);
    expect(await hasSettled(finished)).toBe(false);
    await settle(1);
    expect(await hasSettled(finished)).toBe(true);
  });

  test('whatever others still wait for', async () => {
    const { lookUps, settle } = open();
    await lookUps.add(items(0, 3), first);
    await lookUps.add(items(3, 6), second);
    const [one, other] = [lookUps.finish(first), lookUps.finish(second)];
    await settle(1);
    expect([await hasSettled(one), await hasSettled(other)]).toEqual([false, true]);
  });

  test('only once its last items are asked for', async () => {
    const { lookUps, settle } = open();
    await lookUps.add(items(0, 2), first);
    const finished = lookUps.finish(first);
    expect(await hasSettled(finished)).toBe(false);
    lookUps.flush();
    await settle(0);
    expect(await hasSettled(finished)).toBe(true);
  });

  test('when the stream ends', async () => {
    const { lookUps, ending } = open();
    await lookUps.add(items(0, 3), first);
    const finished = lookUps.finish(first);
    ending.abort();
    expect(await hasSettled(finished)).toBe(true);
  });
});

test('a failure ends the stream, whose other windows do not wait for ever', async () => {
  const { lookUps, failures, sent, settle } = open();
  await lookUps.add(items(0, 3), first);
  await lookUps.add(items(3, 6), second);
  const finished = Promise.all([lookUps.finish(first), lookUps.finish(second)]);
  const error = new Error('Gong is away');
  await settle(0, error);
  expect(await hasSettled(finished)).toBe(true);
  expect(failures).toEqual([error]);
  expect(sent).toEqual([]);
});

test('the list goes on while ten batches are under way, and waits with the eleventh', async () => {
  const { lookUps, batches, settle } = open();
  expect(await hasSettled(lookUps.add(items(0, 30), first))).toBe(true);
  const adding = lookUps.add(items(30, 33), first);
  expect(await hasSettled(adding)).toBe(false);
  expect(batches).toHaveLength(11);
  await settle(5);
  expect(await hasSettled(adding)).toBe(true);
});

test('of a page with many batches no more are begun before one has ended', async () => {
  const { lookUps, batches, settle } = open();
  void lookUps.add(items(0, 60), first);
  await turn();
  expect(batches).toHaveLength(11);
  await settle(3);
  expect(batches).toHaveLength(12);
});

test('where responses come late as many are under way as the rate limit needs', async () => {
  let begun = 0;
  const never = deferred<void>();
  async function* read() {
    begun += 1;
    await never.promise;
    yield [];
  }
  const lookUps = new LookUps({ batchSize: 1, open: () => read }, { ...scriptedGong(), concurrency: 20 });
  const { signal } = new AbortController();
  void lookUps.add(items(0, 60), first, { signal, send: () => Promise.resolve(), fail: () => {} });
  await turn();
  expect(begun).toBe(21);
});

test('what was put off comes in the end', async () => {
  const sent: unknown[] = [];
  const late = Readable.from([[{ id: 'late' }]]);
  const lookUp: LookUp = {
    batchSize: 1,
    open: () => Object.assign(() => Readable.from([]), { end: () => late }),
  };
  const lookUps = new LookUps(lookUp, scriptedGong());
  const { signal } = new AbortController();
  const send = async (lookedUp: readonly LookedUp[]): Promise<void> => {
    sent.push(...lookedUp.map(({ found }) => found));
  };
  await lookUps.add(items(0, 1), first, { signal, send, fail: (error) => sent.push(error) });
  await lookUps.drain(signal);
  expect(sent).toEqual([{ id: 'late' }]);
});

/** What a stream gets: an id and whether something came for it. */
function another(real: LookUps) {
  const got: (readonly [item: unknown, hasCome: boolean])[] = [];
  const ending = new AbortController();
  const failures: unknown[] = [];
  const stream: LookUpStream = {
    signal: ending.signal,
    async send(lookedUp: readonly LookedUp[]) {
      got.push(...lookedUp.map((each) => [each.waiting?.item['name'], each.found !== undefined] as const));
    },
    fail: (error) => failures.push(error),
  };
  const add = (from: number, to: number, window: Range) =>
    real.add(
      items(from, to).map(({ id }) => ({ id, name: `other ${String(id)}` })),
      window,
      stream,
    );
  return { add, got, ending, failures, finish: (window: Range) => real.finish(window, ending.signal) };
}

describe('streams that ask together', () => {
  test('ask once for what both want, and each gets it for its own items', async () => {
    const { real, lookUps, batches, sent, settle } = open(2);
    const other = another(real);
    await Promise.all([lookUps.add(items(0, 3), first), other.add(1, 4, first)]);
    lookUps.flush();
    expect(batches.map(({ ids }) => ids)).toEqual([[0, 1, 2], [3]]);
    const finished = Promise.all([lookUps.finish(first), other.finish(first)]);
    await settle(0);
    expect(await hasSettled(finished)).toBe(false);
    await settle(1);
    expect(await hasSettled(finished)).toBe(true);
    expect(sent).toEqual([0, 1]);
    expect(other.got).toEqual([
      ['other 1', true],
      ['other 2', false],
      ['other 3', true],
    ]);
  });

  test('ask again for what one of them wants later', async () => {
    const { real, lookUps, batches, settle } = open();
    const other = another(real);
    await lookUps.add(items(0, 3), first);
    await other.add(0, 3, second);
    await settle(0);
    await settle(1);
    expect(batches.map(({ ids }) => ids)).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect(other.got).toHaveLength(3);
  });

  test('go on where one of them has ended, and fail together', async () => {
    const { real, lookUps, batches, ending, failures, settle } = open();
    const other = another(real);
    await Promise.all([lookUps.add(items(0, 3), first), other.add(0, 3, first)]);
    ending.abort();
    await settle(0);
    expect(other.got).toHaveLength(3);
    await Promise.all([lookUps.add(items(3, 6), first), other.add(3, 6, first)]);
    const error = new Error('Gong is away');
    await settle(1, error);
    expect(batches).toHaveLength(2);
    expect([failures, other.failures]).toEqual([[error], [error]]);
  });
});
