import { describe, expect, test } from 'vitest';
import { callList, extensiveList } from '../../src/streams/call-lists.ts';
import { Users } from '../../src/streams/users.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import type { Window } from '../../src/streams/list.ts';
import { WindowRead, type WindowReadOptions } from '../../src/sync/window-read.ts';

const window: Window = {
  from: Date.UTC(2026, 10, 19, 8),
  to: Date.UTC(2026, 10, 20, 8),
  isLast: false,
};

function open(options: Partial<WindowReadOptions> = {}): WindowRead {
  return new WindowRead({ list: callList, window, inputs: [], ...options });
}

function call(id: unknown, started = '2026-11-19T12:00:00Z', scheduled: unknown = null): JsonObject {
  return { id, started, scheduled };
}

function idsOf(read: WindowRead, ...items: readonly JsonObject[]): unknown[] {
  return read.take(items).page.items.map(({ id }) => id);
}

describe('what is taken of a page', () => {
  test('has no item twice, on one page or on several', () => {
    const read = open();
    expect(idsOf(read, call('1'), call('2'), call('1'))).toEqual(['1', '2']);
    expect(idsOf(read, call('2'), call('3'))).toEqual(['3']);
    expect(read.count).toBe(3);
  });

  test('C14: the ids 7 and "7" are one item', () => {
    expect(idsOf(open(), call(7), call('7'))).toEqual([7]);
    const extensive = open({ list: extensiveList });
    const items = [{ metaData: call('7') }, { metaData: call(7) }];
    expect(extensive.take(items).page.items).toEqual([{ metaData: call('7') }]);
  });

  test('has every item without a key', () => {
    const read = open();
    expect(idsOf(read, call(null), call(undefined), call(null))).toEqual([null, undefined, null]);
    expect([read.count, read.countOfAllReads]).toEqual([3, 3]);
  });

  test('H2: says how many items are new to the read; one without a key might be any', () => {
    const read = open();
    expect(read.take([call('1'), call('1'), call(null)]).newItems).toBe(1);
    expect(read.take([call('1')]).newItems).toBe(0);
  });

  test('names those that other windows might bring as well, by both of their times', () => {
    const { page } = open().take([
      call('inside', '2026-11-19T08:00:00Z', '2026-11-20T07:59:59Z'),
      call('before', '2026-11-19T09:00:00Z', '2026-11-19T07:00:00Z'),
      call('behind', '2026-11-19T09:00:00Z', '2026-11-20T08:00:00Z'),
      { id: 'anywhere' },
    ]);
    expect([...page.boundary]).toEqual([
      ['before', { from: Date.UTC(2026, 10, 19, 7), to: window.to }],
      ['behind', { from: window.from, to: window.to }],
      ['anywhere', { from: -Infinity, to: Infinity }],
    ]);
  });

  test('names none of a list without times', () => {
    expect(open({ list: new Users().list }).take([{ id: '1' }]).page.boundary.size).toBe(0);
  });

  test('tells the latest moment that an item is filed under for certain', () => {
    const { page } = open().take([
      call('1', '2026-11-19T12:00:00Z', '2026-11-19T11:00:00Z'),
      call('2', '2026-11-19T10:00:00Z', '2026-11-19T15:00:00Z'),
      { id: 'anywhere' },
    ]);
    expect(page.newest).toBe(Date.UTC(2026, 10, 19, 11));
    expect(open().take([{ id: 'anywhere' }]).page.newest).toBe(-Infinity);
  });
});

describe('the count', () => {
  test('is the largest that was told', () => {
    const read = open();
    expect([read.isCounted, read.total]).toEqual([false, undefined]);
    for (const total of [undefined, 300, 200, undefined]) read.notePage(total);
    expect([read.isCounted, read.total, read.pages]).toEqual([true, 300, 4]);
  });

  test('says how many pages are left, and before it the estimate does', () => {
    const read = open({ expected: 420 });
    expect(read.pagesLeft).toBe(5);
    expect(open().pagesLeft).toBe(1);
    read.notePage(250);
    expect(read.pagesLeft).toBe(3);
    read.take(Array.from({ length: 100 }, (_, index) => call(String(index))));
    expect(read.pagesLeft).toBe(2);
    read.take(Array.from({ length: 200 }, (_, index) => call(String(index + 100))));
    expect(read.pagesLeft).toBe(0);
  });

  test('is none to cut by where a part is told about as many as the whole', () => {
    const whole = open();
    whole.notePage(1_000);
    for (const [total, isFutile] of [
      [899, false],
      [900, true],
      [1_000, true],
      [undefined, false],
    ] as const) {
      const [part] = whole.parts([window, window]);
      part?.notePage(total);
      expect([part?.isFutile, part?.isFirst]).toEqual([isFutile, false]);
    }
    expect([whole.isFutile, whole.isFirst]).toEqual([false, true]);
  });
});

describe('a window that is read again', () => {
  const halves = [
    { ...window, to: window.to - 1_000 },
    { ...window, from: window.to - 1_000 },
  ];

  test('after its cursor died does not send what has been sent', () => {
    const read = open();
    idsOf(read, call('1'), call('2'));
    const again = read.again(halves)[0] ?? read;
    expect(idsOf(again, call('2'), call('3'))).toEqual(['3']);
    // Of this read two have come, of all reads three.
    expect([again.count, again.newCount, again.countOfAllReads]).toEqual([2, 1, 3]);
    expect([...again.sentKeys]).toEqual(['1', '2', '3']);
    expect([again.isFirst, again.isAgain, read.isAgain]).toEqual([false, true, false]);
  });

  test('leaves the other half to know its own', () => {
    const read = open();
    idsOf(read, call('1'));
    const [one = read, other = read] = read.again(halves);
    idsOf(one, call('2'));
    expect(idsOf(other, call('1'), call('2'))).toEqual(['2']);
  });

  test('counts how often it was begun again as a whole', () => {
    const read = open();
    expect([read.restarts, read.again(halves)[0]?.restarts]).toEqual([0, 0]);
    expect(read.again([window])[0]?.again([window])[0]?.restarts).toBe(2);
  });

  test('because of its count brings only what is new', () => {
    const read = open();
    read.notePage(3);
    idsOf(read, call('1'), call('2'));
    const second = read.secondRead();
    expect([read.isSecondRead, second.isSecondRead, second.isFirst]).toEqual([false, true, false]);
    second.notePage(3);
    expect(idsOf(second, call('1'), call('3'))).toEqual(['3']);
    expect([second.count, second.countOfAllReads]).toEqual([2, 3]);
  });
});
