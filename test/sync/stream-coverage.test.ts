import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, formatInstant, type Instant } from '../../src/base/instant.ts';
import { isJsonObject } from '../../src/base/json-object.ts';
import { Coverage } from '../../src/sync/coverage.ts';
import { readKnownDays } from '../../src/sync/known-days.ts';
import { readSavedState, type SavedState } from '../../src/sync/saved-state.ts';
import { StreamCoverage, type StreamCoverageOptions } from '../../src/sync/stream-coverage.ts';

const NOW = Date.UTC(2026, 10, 20, 8);
const BEGIN = NOW - 90 * DAY;
const LOOKBACK_MS = 7 * DAY;

type Plan = Partial<StreamCoverageOptions>;

function open(plan: Plan = {}): StreamCoverage {
  const range = { from: BEGIN, to: NOW };
  const defaults = { isFullRefresh: false, isWhole: false, list: undefined };
  const common = { saved: undefined, range, lookbackMs: LOOKBACK_MS, ...defaults };
  return new StreamCoverage({ ...common, ...plan });
}

/** The state as the next sync reads it. */
function savedBy(coverage: StreamCoverage, lookbackMs = LOOKBACK_MS): SavedState | undefined {
  const state: unknown = JSON.parse(JSON.stringify(coverage.toState('started') ?? null));
  return readSavedState(state, {
    stream: 'calls',
    cursorField: 'started',
    lookbackMs,
    onWarning: (text) => expect.unreachable(text),
  });
}

function startedOf(coverage: StreamCoverage): unknown {
  const state: unknown = coverage.toState('started');
  return isJsonObject(state) ? state['started'] : undefined;
}

/** A sync that reads all that it has to, and sees nothing. */
function afterVainSync(plan: Plan = {}): StreamCoverage {
  const coverage = open(plan);
  for (const range of coverage.toRead) coverage.add(range);
  return coverage;
}

/** A sync that reads all that it has to, at this moment, and sees a record of that one. */
function afterSync(plan: Plan, newest?: Instant): StreamCoverage {
  const coverage = afterVainSync(plan);
  coverage.noteItems();
  if (newest !== undefined) coverage.noteNewest(newest);
  return coverage;
}

test('a first sync reads everything, and its state reaches to its start', () => {
  expect(open().toRead).toEqual([{ from: BEGIN, to: NOW }]);
  const coverage = afterSync({});
  expect(startedOf(coverage)).toBe(formatInstant(NOW));
  expect(coverage.covers(NOW - 1)).toBe(true);
  expect(coverage.covers(NOW)).toBe(false);
});

test('the next sync reads what is new and what is due again', () => {
  const saved = savedBy(afterSync({}));
  const next = open({ saved, range: { from: BEGIN, to: NOW + HOUR } });
  expect(next.toRead).toEqual([{ from: NOW - 3 * HOUR, to: NOW + HOUR }]);
});

test('what has been read counts wherever it lies, but older readers go on from the beginning', () => {
  const coverage = open();
  expect(coverage.toState('started')).toBeUndefined();
  coverage.add({ from: NOW - 30 * DAY, to: NOW });
  expect(startedOf(coverage)).toBe(formatInstant(BEGIN));
  const next = open({ saved: savedBy(coverage), range: { from: BEGIN, to: NOW + HOUR } });
  expect(next.toRead.at(-1)).toEqual({ from: BEGIN, to: NOW - 30 * DAY });
});

test('an earlier start date fills history in', () => {
  const saved = savedBy(afterSync({}));
  const next = open({ saved, range: { from: BEGIN - 300 * DAY, to: NOW + HOUR } });
  expect(next.toRead).toEqual([
    { from: NOW - 3 * HOUR, to: NOW + HOUR },
    { from: BEGIN - 300 * DAY, to: BEGIN },
  ]);
});

test('of a state from the future nothing counts that has not come yet', () => {
  const saved = savedBy(afterSync({ range: { from: BEGIN, to: NOW + 30 * DAY } }));
  const coverage = open({ saved });
  expect(coverage.toRead).toEqual([{ from: NOW - LOOKBACK_MS, to: NOW }]);
  expect(coverage.covers(NOW)).toBe(false);
  coverage.add({ from: NOW - LOOKBACK_MS, to: NOW });
  expect(startedOf(coverage)).toBe(formatInstant(NOW));
  const later = open({ saved: savedBy(coverage), range: { from: BEGIN, to: NOW + DAY } });
  expect(later.toRead).toEqual([{ from: NOW - LOOKBACK_MS, to: NOW + DAY }]);
});

describe('L5: with a look-back of 0', () => {
  const [newest, published] = [NOW - 25 * HOUR, NOW - 24.5 * HOUR];

  test('the state reaches no further than the newest record seen', () => {
    const coverage = afterSync({ lookbackMs: 0 }, newest + 999);
    coverage.noteNewest(NOW - 26 * HOUR);
    expect(startedOf(coverage)).toBe(formatInstant(newest));
    const next = open({ saved: savedBy(coverage, 0), lookbackMs: 0, range: { from: BEGIN, to: NOW + HOUR } });
    expect(next.toRead).toEqual([{ from: newest, to: NOW + HOUR }]);
    expect(next.covers(published)).toBe(false);
  });

  test('the state does not grow where no record was seen', () => {
    expect(afterSync({ lookbackMs: 0 }).toState('started')).toBeUndefined();
    let saved = savedBy(afterSync({ lookbackMs: 0 }, newest), 0);
    for (let hours = 1; hours <= 1_000; hours += 1) {
      const next = afterSync({ saved, lookbackMs: 0, range: { from: BEGIN, to: NOW + hours * HOUR } });
      expect(startedOf(next)).toBe(formatInstant(newest));
      saved = savedBy(next, 0);
    }
  });

  test('an older record than those of the last sync does not take anything away', () => {
    const saved = savedBy(afterSync({ lookbackMs: 0 }, newest), 0);
    const range = { from: BEGIN - 10 * DAY, to: NOW + HOUR };
    const next = open({ saved, lookbackMs: 0, range });
    next.add({ from: BEGIN - 10 * DAY, to: BEGIN });
    next.noteNewest(BEGIN - DAY);
    expect(startedOf(next)).toBe(formatInstant(newest));
  });

  test('and any other look-back the state reaches to the start of the sync', () => {
    expect(startedOf(afterSync({ lookbackMs: DAY }, newest))).toBe(formatInstant(NOW));
  });
});

describe('L6: a full refresh', () => {
  test('goes on where its state ends, and reads nothing twice', () => {
    const first = open({ isFullRefresh: true });
    first.add({ from: NOW - 30 * DAY, to: NOW });
    const saved = savedBy(first);
    expect(saved?.isFullRefresh).toBe(true);
    const second = open({ saved, isFullRefresh: true, range: { from: BEGIN, to: NOW + MINUTE } });
    expect(second.toRead).toEqual([
      { from: NOW, to: NOW + MINUTE },
      { from: BEGIN, to: NOW - 30 * DAY },
    ]);
  });

  test('reads nothing twice with a look-back of 0 either', () => {
    const first = open({ isFullRefresh: true, lookbackMs: 0 });
    first.add({ from: NOW - 30 * DAY, to: NOW });
    first.noteNewest(NOW - 2 * HOUR);
    const range = { from: BEGIN, to: NOW + MINUTE };
    const second = open({ saved: savedBy(first, 0), isFullRefresh: true, lookbackMs: 0, range });
    expect(second.toRead).toEqual([
      { from: NOW, to: NOW + MINUTE },
      { from: BEGIN, to: NOW - 30 * DAY },
    ]);
  });
});

describe('another list', () => {
  const range = { from: BEGIN, to: NOW + HOUR };

  test('than the one that filled the state has the look-back read again, since it files calls otherwise', () => {
    const saved = savedBy(afterSync({ list: 'calls' }));
    const toRead = { from: NOW + HOUR - LOOKBACK_MS, to: NOW + HOUR };
    expect(open({ saved, range, list: 'extensive' }).toRead).toEqual([toRead]);
    expect(open({ saved, range, list: 'calls' }).toRead).toEqual([{ from: NOW - 3 * HOUR, to: NOW + HOUR }]);
  });

  test('has a day read again even without a look-back', () => {
    const saved = savedBy(afterSync({ list: 'extensive', lookbackMs: 0 }, NOW - 5 * DAY), 0);
    const { toRead } = open({ saved, range, list: 'calls', lookbackMs: 0 });
    expect(toRead).toEqual([{ from: NOW - 6 * DAY, to: NOW + HOUR }]);
  });

  test('has the borders of what was read read again, but not the beginning', () => {
    const first = open({ list: 'extensive' });
    first.add({ from: BEGIN, to: NOW - 60 * DAY });
    first.add({ from: NOW - 40 * DAY, to: NOW - 30 * DAY });
    const second = open({ saved: savedBy(first), range, list: 'calls', isFullRefresh: true });
    expect(second.toRead.map(({ from, to }) => [(NOW - from) / DAY, (NOW - to) / DAY])).toEqual([
      [31, -1 / 24],
      [61, 39],
    ]);
  });

  test('is told by the state, once it has been read', () => {
    const saved = savedBy(afterSync({ list: 'calls' }));
    expect(savedBy(afterSync({ saved, range, list: 'extensive' }))?.list).toBe('extensive');
  });

  test('says nothing of a stream that has one list alone, nor of a state of the list of calls', () => {
    const toRead = [{ from: NOW - 3 * HOUR, to: NOW + HOUR }];
    expect(open({ saved: savedBy(afterSync({})), range }).toRead).toEqual(toRead);
    expect(open({ saved: savedBy(afterSync({})), range, list: 'calls' }).toRead).toEqual(toRead);
  });

  test('takes over in the middle of a sync, and reads what is left and the borders', () => {
    const coverage = open({ list: 'extensive', isFullRefresh: true });
    coverage.add({ from: NOW - 40 * DAY, to: NOW - 30 * DAY });
    const brought = coverage.changeToOwnList('calls', NOW + DAY);
    expect(brought.stretches).toEqual([{ from: NOW - 40 * DAY, to: NOW - 30 * DAY, readAt: NOW }]);
    expect(coverage.toRead).toEqual([
      { from: NOW - 31 * DAY, to: NOW },
      { from: BEGIN, to: NOW - 39 * DAY },
    ]);
    expect(savedBy(coverage)?.list).toBe('calls');
  });
});

test('what is not trusted is read again', () => {
  const coverage = afterSync({});
  coverage.forget({ from: NOW - 20 * DAY, to: NOW - 10 * DAY });
  expect(coverage.toRead.at(-1)).toEqual({ from: NOW - 20 * DAY, to: NOW - 10 * DAY });
});

describe('a sync that sees nothing at all', () => {
  const hourLater = { from: BEGIN, to: NOW + HOUR };

  test('is believed for a day, as credentials may see more later', () => {
    const saved = savedBy(afterVainSync());
    expect(open({ saved, range: hourLater }).toRead).toEqual([{ from: NOW - 3 * HOUR, to: NOW + HOUR }]);
    const dayLater = { from: BEGIN, to: NOW + DAY };
    expect(open({ saved, range: dayLater }).toRead).toEqual([dayLater]);
    const seen = savedBy(afterSync({}));
    expect(open({ saved: seen, range: dayLater }).toRead).not.toEqual([dayLater]);
  });

  test('is not believed any more when the first items come', () => {
    const second = open({ saved: savedBy(afterVainSync()), range: hourLater });
    for (const range of second.toRead) second.add(range);
    expect(second.covers(BEGIN)).toBe(true);
    second.noteItems();
    expect(second.covers(BEGIN)).toBe(false);
    expect(second.covers(NOW)).toBe(true);
    const third = open({ saved: savedBy(second), range: { from: BEGIN, to: NOW + 2 * HOUR } });
    expect(third.toRead.at(-1)).toEqual({ from: BEGIN, to: NOW - 3 * HOUR });
  });

  test('is believed for good of days of the company, on which nobody may have done anything', () => {
    const saved = savedBy(afterVainSync({ days: {} }));
    expect(saved?.isEmpty).toBe(false);
    const later = open({ saved, days: {}, range: { from: BEGIN, to: NOW + 2 * DAY } });
    expect(later.toRead).toEqual([{ from: NOW - 7 * DAY, to: NOW + 2 * DAY }]);
    later.noteItems();
    expect(later.covers(BEGIN)).toBe(true);
  });

  test('is believed of such days without a look-back too, once they are a week old', () => {
    const saved = savedBy(afterVainSync({ days: {}, lookbackMs: 0 }), 0);
    const later = open({ saved, days: {}, lookbackMs: 0, range: { from: BEGIN, to: NOW + DAY } });
    expect(later.toRead).toEqual([{ from: NOW - 7 * DAY, to: NOW + DAY }]);
  });

  test.each([1, 3, 6, 8, 12])('is believed no longer where syncs run every %i hours', (hours) => {
    for (const days of [1, 2, 7]) {
      const lookbackMs = days * DAY;
      let saved: SavedState | undefined;
      let lastReading = NOW;
      for (let now = NOW; now <= NOW + 5 * DAY; now += hours * HOUR) {
        const coverage = open({ saved, lookbackMs, range: { from: BEGIN, to: now } });
        if (coverage.toRead.some(({ from }) => from === BEGIN)) lastReading = now;
        expect(now - lastReading).toBeLessThan(DAY + hours * HOUR);
        for (const range of coverage.toRead) coverage.add(range);
        saved = savedBy(coverage, lookbackMs);
      }
    }
  });
});

describe('days of a company', () => {
  const range = { from: BEGIN, to: NOW + DAY };

  test('are kept in the state as far as they are known', () => {
    const earliest = NOW - 900 * DAY;
    const state = afterSync({ days: { timeZone: 'Europe/Berlin', earliest } }).toState('started');
    expect(state).toMatchObject({ time_zone: 'Europe/Berlin', earliest: formatInstant(earliest) });
    expect(readKnownDays(state)).toEqual({ timeZone: 'Europe/Berlin', earliest });
    expect(readKnownDays({ partitions: { WEEK: state } })).toEqual({ timeZone: 'Europe/Berlin', earliest });
    expect(readKnownDays(afterSync({ days: {} }).toState('started'))).toEqual({});
    expect(readKnownDays({ time_zone: 1, earliest: 'long ago' })).toEqual({});
  });

  test('that end elsewhere are read again where what was read ends', () => {
    const saved = savedBy(afterSync({ days: {}, lookbackMs: 0 }, NOW), 0);
    const elsewhere = open({ saved, range, lookbackMs: 0, days: { timeZone: 'Pacific/Auckland' } });
    expect(elsewhere.toRead).toEqual([{ from: NOW - 26 * HOUR, to: NOW + DAY }]);
    const unknown = open({ saved, range, lookbackMs: 0, days: {} });
    expect(unknown.toRead).toEqual([{ from: NOW, to: NOW + DAY }]);
  });
});

test('what was read with private calls counts as such until a sync without them has looked for them', () => {
  const saved = savedBy(afterSync({ privateCalls: { areIncluded: true } }));
  const until = NOW;
  const range = { from: BEGIN, to: NOW + DAY };
  const next = open({ saved, range, privateCalls: { areIncluded: false, until } });
  expect(next.mayHaveSentPrivate(NOW - HOUR)).toBe(true);
  for (const each of next.toRead) next.add(each);
  const brokenOff = savedBy(next);
  expect(brokenOff?.privateCalls).toEqual({ areIncluded: false, until: range.to });
  expect([next.noteChecked(), next.noteChecked()]).toEqual([true, false]);
  const complete = savedBy(next);
  expect(complete?.privateCalls).toEqual({ areIncluded: false, until });
  const isOpen = [brokenOff, complete].map((each) => {
    const privateCalls = each?.privateCalls;
    return open({ saved: each, range, privateCalls }).mayHaveSentPrivate(NOW - HOUR);
  });
  expect(isOpen).toEqual([true, false]);
});

test('what was read without private calls does not count so near to what was not that a list may file the call there', () => {
  const until = NOW;
  const stretches = [
    { from: BEGIN, to: NOW - 3 * DAY, readAt: until },
    { from: NOW - 3 * DAY, to: NOW, readAt: NOW + HOUR },
  ];
  const range = { from: BEGIN, to: NOW + 2 * HOUR };
  const saved = { ...savedBy(afterSync({})), coverage: new Coverage(stretches), begin: BEGIN };
  const common = { list: undefined, isFullRefresh: false, isEmpty: false };
  const coverage = open({
    saved: { ...common, ...saved },
    range,
    privateCalls: { areIncluded: false, until },
  });
  const moments = [NOW - 3 * DAY - 1, NOW - 2.5 * DAY, NOW - 2 * DAY, NOW - 1, NOW];
  expect(moments.map((moment) => coverage.mayHaveSentPrivate(moment))).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
});
