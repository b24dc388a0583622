import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../src/base/instant.ts';
import { Users } from '../../src/streams/users.ts';
import { CountCheck } from '../../src/sync/count-check.ts';
import type { SyncEvents } from '../../src/sync/events.ts';
import { WindowRead } from '../../src/sync/window-read.ts';
import { openInput } from './open-input.ts';
import { NOW, type SessionPlan } from './open-session.ts';

function open(plan: SessionPlan = {}) {
  const { input } = openInput({ range: { from: NOW - 90 * DAY, to: NOW }, lookbackMs: 7 * DAY, ...plan });
  const { list } = input.stream;
  const events = new EventEmitter<SyncEvents>();
  const warnings: string[] = [];
  events.on('warning', ({ text }) => warnings.push(text));
  return {
    check: new CountCheck({ list, events, now: NOW }),
    warnings,
    /** A window of so many days before now. */
    window: (fromDays: number, toDays: number): WindowRead =>
      new WindowRead({
        list,
        window: { from: NOW - fromDays * DAY, to: NOW - toDays * DAY, isLast: toDays === 0 },
        inputs: [input],
      }),
  };
}

describe('L1: a window that came empty', () => {
  test.each([
    ['is longer than three days', 5, 1.5],
    ['is older than the look-back', 30, 29],
    ['is about to leave the look-back', 6.5, 6],
  ])('is read once more if it %s', (_name, fromDays, toDays) => {
    const { check, window } = open();
    const second = check.secondReadOf(window(fromDays, toDays));
    expect(second?.isSecondRead).toBe(true);
    expect(second && check.secondReadOf(second)).toBeUndefined();
  });

  test('is not read once more if it is short, and read again anyway', () => {
    const { check, window } = open();
    expect(check.secondReadOf(window(3, 2))).toBeUndefined();
  });

  test('is read once more in a full refresh, and without a look-back', () => {
    for (const plan of [{ isFullRefresh: true }, { lookbackMs: 0 }]) {
      const { check, window } = open(plan);
      expect(check.secondReadOf(window(3, 2))).toBeDefined();
    }
  });

  test('is read once more where a list has no times', () => {
    const { check, window } = open({ stream: new Users() });
    expect(check.secondReadOf(window(90, 0))).toBeDefined();
  });
});

test('what no stream wants any more lacks nothing', () => {
  const { check, window, warnings } = open({ signal: AbortSignal.abort() });
  const whole = window(90, 0);
  whole.notePage(5);
  for (const part of whole.parts([window(90, 50).window, window(50, 0).window])) {
    expect(check.endOf(part)).toEqual({ done: [part], again: [] });
  }
  check.warn();
  expect(warnings).toEqual([]);
});

test('L1: what the parts of a window lack is told with both numbers', () => {
  const { check, window, warnings } = open();
  const whole = window(90, 0);
  whole.notePage(5);
  const parts = whole.parts([window(90, 50).window, window(50, 0).window]);
  for (const [index, part] of parts.entries()) {
    part.notePage(2);
    part.take([{ id: `${index} 1` }, { id: `${index} 2` }]);
    expect(check.secondReadOf(part)).toBeUndefined();
    expect(check.endOf(part)).toMatchObject({ done: [part], again: [] });
  }
  check.warn();
  expect(check.unlisted).toBe(1);
  expect(warnings).toEqual([
    expect.stringContaining('Gong counted 5 items at /v2/calls and listed 4, in 1 windows'),
  ]);
});
