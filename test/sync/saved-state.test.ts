import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { HOUR, SECOND } from '../../src/instant.ts';
import { readSavedState, toOwnState } from '../../src/sync/saved-state.ts';

const instant = Date.UTC(2026, 10, 20, 8);
const slack = 14 * HOUR;

test('our own state is taken at its word', () => {
  const state = toOwnState('started', '2026-11-20T08:00:00Z');
  expect(state).toEqual({ started: '2026-11-20T08:00:00Z', utc: true });
  expect(readSavedState('calls', 'started', state)).toEqual({ instant, slack: 0 });
});

test("the state of Airbyte's connector may lie up to 14 hours after the truth", () => {
  expect(readSavedState('calls', 'started', { started: '2026-11-20T08:00:00Z' })).toEqual({ instant, slack });
});

test.each([[false], ['true'], [1], [null]])('only the word true means UTC, and not %j', (utc) => {
  expect(readSavedState('calls', 'started', { started: '2026-11-20T08:00:00Z', utc })).toEqual({
    instant,
    slack,
  });
});

test('answered scorecards were saved as a plain date', () => {
  expect(readSavedState('answeredScorecards', 'reviewTime', { reviewTime: '2026-11-20' })).toEqual({
    instant: Date.UTC(2026, 10, 20),
    slack,
  });
});

test('transcripts were saved inside a state of their own, with a look-back in seconds', () => {
  const nested = {
    use_global_cursor: true,
    state: { started: '2026-11-20T08:00:00Z' },
    lookback_window: 90,
    parent_state: { calls: { started: '2026-12-31T00:00:00Z' } },
  };
  expect(readSavedState('callTranscripts', 'started', nested)).toEqual({
    instant,
    slack: slack + 90 * SECOND,
  });
});

test.each([[-5], [null], ['90']])('the look-back %j adds nothing', (lookback_window) => {
  const state = { state: { started: '2026-11-20T08:00:00Z' }, lookback_window };
  expect(readSavedState('callTranscripts', 'started', state)).toEqual({ instant, slack });
});

test('an offset is counted in', () => {
  const state = { started: '2026-11-20T10:00:00.123456+02:00', utc: true };
  expect(readSavedState('calls', 'started', state)).toEqual({ instant: instant + 123, slack: 0 });
});

test.each([
  [undefined],
  [null],
  [{}],
  [{ started: null }],
  [{ utc: true }],
  [{ state: null }],
  [{ state: {} }],
  [{ state: { started: null }, use_global_cursor: true }],
  [{ parent_state: { calls: { started: '2026-11-20T08:00:00Z' } } }],
  [{ __ab_no_cursor_state_message: true }],
  [{ __ab_full_refresh_sync_complete: true }],
  [{ reviewTime: '2026-11-20' }],
])('%j saves nothing', (state) => {
  expect(readSavedState('calls', 'started', state)).toBeUndefined();
});

test.each([
  ['2026-11-20T08:00:00Z', 'stream_state is no object'],
  [[], 'stream_state is no object'],
  [{ started: 'yesterday' }, 'stream_state.started is no date-time'],
  [{ started: '' }, 'stream_state.started is no date-time'],
  [{ started: 1_763_740_000 }, 'stream_state.started is no date-time'],
  [{ started: {} }, 'stream_state.started is no date-time'],
  [{ started: '2026-13-01T00:00:00Z', utc: true }, 'stream_state.started is no date-time'],
  [{ state: { started: 'yesterday' } }, 'stream_state.state.started is no date-time'],
])('%j is refused with the name of the stream and the path', (state, text) => {
  const read = (): unknown => readSavedState('callTranscripts', 'started', state);
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(`The state of stream callTranscripts cannot be read: ${text}.`);
});
