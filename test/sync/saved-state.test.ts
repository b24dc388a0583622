import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { DAY, formatInstant, HOUR, SECOND, type Instant } from '../../src/base/instant.ts';
import { Coverage } from '../../src/sync/coverage.ts';
import { STALE, type Stretch } from '../../src/sync/stretch.ts';
import { readSavedState, writeState, type SavedState } from '../../src/sync/saved-state.ts';
import { BASE, coverages, lookbacks } from './coverages.ts';

const SAVED = Date.UTC(2026, 10, 20, 8);
const SLACK_MS = 14 * HOUR;

interface Read {
  readonly saved: SavedState | undefined;
  readonly warnings: string[];
}

function read(state: unknown, { lookbackMs = 0, stream = 'calls', cursorField = 'started' } = {}): Read {
  const warnings: string[] = [];
  const onWarning = (text: string): void => void warnings.push(text);
  return { saved: readSavedState(state, { stream, cursorField, lookbackMs, onWarning }), warnings };
}

/** What a state with one moment alone says: all before it was read at it, but for what has to be read again. */
function readUpTo(moment: Instant, againMs: number): Read {
  const to = moment - againMs;
  const stretches: Stretch[] = [{ from: 0, to, readAt: moment }];
  if (againMs > 0) stretches.push({ from: to, to: moment, readAt: STALE });
  const coverage = new Coverage(stretches);
  return {
    saved: { begin: undefined, coverage, list: undefined, isFullRefresh: false, isEmpty: false },
    warnings: [],
  };
}

test('our own state is taken at its word', () => {
  const coverage = new Coverage([
    { from: SAVED - 30 * DAY, to: SAVED - 7 * DAY, readAt: SAVED - DAY },
    { from: SAVED - 7 * DAY, to: SAVED, readAt: SAVED },
    { from: SAVED + DAY, to: SAVED + 2 * DAY, readAt: STALE },
  ]);
  const begin = SAVED - 30 * DAY;
  const state = writeState('started', {
    coverage,
    begin,
    lookbackMs: DAY,
    list: 'extensive',
    isFullRefresh: true,
    isEmpty: false,
  });
  expect(state).toEqual({
    started: '2026-11-20T08:00:00Z',
    utc: true,
    list: 'extensive',
    full_refresh: true,
    coverage: [
      ['2026-10-21T08:00:00Z', '2026-11-13T08:00:00Z', '2026-11-19T08:00:00Z'],
      ['2026-11-13T08:00:00Z', '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z'],
      ['2026-11-21T08:00:00Z', '2026-11-22T08:00:00Z', null],
    ],
  });
  expect(read(state)).toEqual({
    saved: { begin, coverage, list: 'extensive', isFullRefresh: true, isEmpty: false },
    warnings: [],
  });
});

test('a state says nothing of a list or a full refresh where there is none', () => {
  const coverage = new Coverage([{ from: SAVED - DAY, to: SAVED, readAt: SAVED }]);
  const own = {
    coverage,
    begin: SAVED - DAY,
    lookbackMs: 0,
    list: undefined,
    isFullRefresh: false,
    isEmpty: false,
  };
  const state = writeState('reviewTime', own);
  expect(Object.keys(state)).toEqual(['reviewTime', 'utc', 'coverage']);
  expect(read(state, { cursorField: 'reviewTime' }).saved).toEqual({
    begin: SAVED - DAY,
    coverage,
    list: undefined,
    isFullRefresh: false,
    isEmpty: false,
  });
});

test('a state that has not come to its beginning yet says where that is', () => {
  const coverage = new Coverage([{ from: SAVED - DAY, to: SAVED, readAt: SAVED }]);
  const begin = SAVED - 90 * DAY;
  const state = writeState('started', {
    coverage,
    begin,
    lookbackMs: 7 * DAY,
    list: undefined,
    isFullRefresh: false,
    isEmpty: false,
  });
  expect(state).toHaveProperty('started', formatInstant(begin));
  expect(read(state).saved?.begin).toBe(begin);
});

test('what is written is what is read, for any coverage', () => {
  fc.assert(
    fc.property(
      coverages,
      lookbacks,
      fc.boolean(),
      fc.boolean(),
      (coverage, lookbackMs, isFullRefresh, isEmpty) => {
        const begin = coverage.stretches[0]?.from ?? 0;
        const state = writeState('started', {
          coverage,
          begin,
          lookbackMs,
          list: 'calls',
          isFullRefresh,
          isEmpty,
        });
        const { saved, warnings } = read(JSON.parse(JSON.stringify(state)), { lookbackMs });
        expect(warnings).toEqual([]);
        expect(saved).toEqual({
          begin,
          coverage: coverage.compact(isEmpty ? Infinity : lookbackMs),
          list: 'calls',
          isFullRefresh,
          isEmpty,
        });
      },
    ),
  );
});

test('a reader that knows one moment alone goes back to all that is not finished', () => {
  fc.assert(
    fc.property(coverages, lookbacks, fc.nat(40), (coverage, lookbackMs, beginDays) => {
      const begin = BASE - beginDays * DAY;
      const own = { coverage, begin, lookbackMs, list: undefined, isFullRefresh: false, isEmpty: false };
      const state: Record<string, unknown> = { ...writeState('started', own) };
      const readsFrom = Date.parse(String(state['started'])) - lookbackMs;
      for (let moment = begin; moment < readsFrom; moment += 6 * HOUR) {
        const stretch = coverage.stretches.find(({ from, to }) => from <= moment && moment < to);
        expect(stretch?.readAt ?? -Infinity).toBeGreaterThanOrEqual(moment + lookbackMs);
      }
    }),
  );
});

test('our own state without coverage is read up to its moment, less the look-back', () => {
  const state = { started: '2026-11-20T08:00:00Z', utc: true };
  expect(read(state)).toEqual(readUpTo(SAVED, 0));
  expect(read(state, { lookbackMs: 7 * DAY })).toEqual(readUpTo(SAVED, 7 * DAY));
});

test("the state of Airbyte's connector may lie up to 14 hours after the truth", () => {
  const state = { started: '2026-11-20T08:00:00Z' };
  expect(read(state)).toEqual(readUpTo(SAVED, SLACK_MS));
  expect(read(state, { lookbackMs: 2 * HOUR })).toEqual(readUpTo(SAVED, SLACK_MS));
  expect(read(state, { lookbackMs: DAY })).toEqual(readUpTo(SAVED, DAY));
});

test.each([[false], ['true'], [1], [null]])('only the word true means UTC, and not %j', (utc) => {
  expect(read({ started: '2026-11-20T08:00:00Z', utc })).toEqual(readUpTo(SAVED, SLACK_MS));
});

test('answered scorecards were saved as a plain date', () => {
  const state = { reviewTime: '2026-11-20' };
  const options = { stream: 'answeredScorecards', cursorField: 'reviewTime' };
  expect(read(state, options)).toEqual(readUpTo(Date.UTC(2026, 10, 20), SLACK_MS));
});

test('transcripts were saved inside a state of their own, with a look-back in seconds', () => {
  const nested = {
    use_global_cursor: true,
    state: { started: '2026-11-20T08:00:00Z' },
    lookback_window: 90,
    parent_state: { calls: { started: '2026-12-31T00:00:00Z' } },
  };
  expect(read(nested)).toEqual(readUpTo(SAVED, SLACK_MS + 90 * SECOND));
});

test.each([[-5], [null], ['90']])('the look-back %j adds nothing', (lookback_window) => {
  const state = { state: { started: '2026-11-20T08:00:00Z' }, lookback_window };
  expect(read(state)).toEqual(readUpTo(SAVED, SLACK_MS));
});

test('C11: a state of a stream with one partition is read', () => {
  const states = [{ partition: {}, cursor: { started: '2026-11-20T08:00:00Z' } }];
  expect(read({ states })).toEqual(readUpTo(SAVED, SLACK_MS));
  expect(read({ use_global_cursor: false, states, lookback_window: 5 })).toEqual(
    readUpTo(SAVED, SLACK_MS + 5 * SECOND),
  );
});

const saved = '2026-11-20T08:00:00Z';

test.each([
  [{ slices: [{ partition: {}, cursor: { started: saved } }] }, 'slices'],
  [{ bookmarks: { calls: { started: saved } } }, 'bookmarks'],
  [{ states: [{ cursor: { started: saved } }, { cursor: { started: saved } }] }, 'states'],
  [{ states: {} }, 'states'],
  [{ states: ['?'] }, 'states'],
  [{ reviewTime: saved }, 'reviewTime'],
  [{ parent_state: { calls: { started: saved } } }, 'parent_state'],
  [{ utc: true, Started: saved }, 'utc, Started'],
  [{ state: {} }, 'state'],
])('C11: the state %j is passed over with a warning that names stream and keys', (state, keys) => {
  expect(read(state)).toEqual({
    saved: undefined,
    warnings: [
      `The state of stream calls has no "started" and is passed over, so that the stream is read from its beginning. Its keys: ${keys}.`,
    ],
  });
});

test('C11: of a thousand keys some are named', () => {
  const state = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`key${index}`, index]));
  expect(read(state).warnings.join('').length).toBeLessThan(300);
});

test.each([
  ['all'],
  [{}],
  [[['2026-11-19T08:00:00Z']]],
  [[['2026-11-19T08:00:00Z', 'never', null]]],
  [[['2026-11-20T08:00:00Z', '2026-11-19T08:00:00Z', null]]],
  [[['2026-11-19T08:00:00Z', '2026-11-20T08:00:00Z', null], 'and more']],
  [null],
])('C11: a coverage of %j is passed over with a warning', (coverage) => {
  const { saved: found, warnings } = read({ started: saved, utc: true, coverage });
  expect(found).toEqual(readUpTo(SAVED, 0).saved);
  expect(warnings).toEqual([
    expect.stringMatching(/^The state of stream calls has a "coverage" that is not understood\./),
  ]);
});

test('a coverage without its moment of reading, or with one that cannot be read, has to be read again', () => {
  const coverage = [
    ['2026-11-18T08:00:00Z', '2026-11-19T08:00:00Z'],
    ['2026-11-19T08:00:00Z', '2026-11-20T08:00:00Z', 'soon'],
  ];
  expect(read({ started: saved, utc: true, coverage }).saved?.coverage.stretches).toEqual([
    { from: SAVED - 2 * DAY, to: SAVED, readAt: STALE },
  ]);
});

test('stretches that overlap or are out of order say no more than the last of them', () => {
  const coverage = [
    ['2026-11-19T08:00:00Z', '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z'],
    ['2026-11-18T08:00:00Z', '2026-11-19T20:00:00Z', null],
  ];
  expect(read({ started: saved, utc: true, coverage }).saved?.coverage.stretches).toEqual([
    { from: SAVED - 2 * DAY, to: SAVED - 12 * HOUR, readAt: STALE },
    { from: SAVED - 12 * HOUR, to: SAVED, readAt: SAVED },
  ]);
});

test('a coverage that is not marked as UTC is not ours, and the moment alone counts', () => {
  const coverage = [['2026-01-01T00:00:00Z', saved, saved]];
  expect(read({ started: saved, coverage })).toEqual(readUpTo(SAVED, SLACK_MS));
});

test('an offset is counted in', () => {
  const state = { started: '2026-11-20T10:00:00.123456+02:00', utc: true };
  expect(read(state)).toEqual(readUpTo(SAVED + 123, 0));
});

test.each([
  [undefined],
  [null],
  [{}],
  [{ __ab_no_cursor_state_message: true }],
  [{ __ab_full_refresh_sync_complete: true }],
])('%j saves nothing, and that is nothing to warn of', (state) => {
  expect(read(state)).toEqual({ saved: undefined, warnings: [] });
});

test.each([[{ started: null }], [{ state: null }], [{ state: { started: null }, use_global_cursor: true }]])(
  '%j saves nothing',
  (state) => {
    expect(read(state).saved).toBeUndefined();
  },
);

test.each([
  ['2026-11-20T08:00:00Z', 'stream_state is no object'],
  [[], 'stream_state is no object'],
  [{ started: 'yesterday' }, 'stream_state.started is no date-time'],
  [{ started: '' }, 'stream_state.started is no date-time'],
  [{ started: 1_763_740_000 }, 'stream_state.started is no date-time'],
  [{ started: {} }, 'stream_state.started is no date-time'],
  [{ started: '2026-13-01T00:00:00Z', utc: true }, 'stream_state.started is no date-time'],
  [{ state: { started: 'yesterday' } }, 'stream_state.state.started is no date-time'],
  [{ state: 'yesterday' }, 'stream_state.state is no object'],
  [
    { states: [{ cursor: { started: 'yesterday' } }] },
    'stream_state.states[0].cursor.started is no date-time',
  ],
])('%j is refused with the name of the stream and the path', (state, text) => {
  const reading = (): unknown => read(state, { stream: 'callTranscripts' });
  expect(reading).toThrow(ConfigError);
  expect(reading).toThrow(`The state of stream callTranscripts cannot be read: ${text}.`);
});
