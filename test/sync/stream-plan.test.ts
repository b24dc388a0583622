import { expect, test } from 'vitest';
import { DAY } from '../../src/base/instant.ts';
import { NO_FILTERS, type CallFilters } from '../../src/streams/call-filters.ts';
import { createCallLists } from '../../src/streams/call-lists.ts';
import { CallParticipants } from '../../src/streams/call-participants.ts';
import { Calls } from '../../src/streams/calls.ts';
import type { Stream } from '../../src/streams/stream.ts';
import { planStream, type StreamPlan } from '../../src/sync/stream-plan.ts';
import { collectingOutput } from './collecting-output.ts';

const now = Date.UTC(2026, 10, 26);
const begin = '2026-01-01T00:00:00Z';
const end = '2026-11-26T00:00:00Z';
/** Of a stream that has been read up to now. */
const whole = { started: end, utc: true, list: 'extensive', coverage: [[begin, end, end]] };

function callsWith(filters: Partial<CallFilters>): Calls {
  return new Calls(createCallLists({ ...NO_FILTERS, ...filters }));
}

function planOf(
  stream: Stream,
  state: object,
  includePrivate = false,
): { readonly plan: StreamPlan | undefined; readonly warnings: readonly string[] } {
  const { log, warnings } = collectingOutput(() => Promise.resolve());
  const [plan] = planStream(
    stream,
    { name: stream.name, syncMode: 'incremental', takesDeletions: false },
    new Set([stream.list]),
    {
      states: new Map([[stream.name, state]]),
      limits: { startDate: undefined, defaultStart: now - DAY, lookbackDays: 0, now },
      includePrivate,
      shape: 'shape',
      emitDeletes: false,
      log,
    },
  );
  return { plan, warnings };
}

test('where more comes through than the state was read with, its whole range is read anew', () => {
  const state = { ...whole, filters: { workspace_ids: ['1'] } };
  const { plan, warnings } = planOf(callsWith({ workspaceIds: ['1', '2'] }), state);
  expect(plan?.coverage.toRead).toEqual([{ from: Date.parse(begin), to: now }]);
  expect(warnings).toEqual([
    'calls is read from its beginning: its state was written when the config left out more (workspace_ids).',
  ]);
});

test('where no more comes through, nothing is', () => {
  const state = { ...whole, list: 'calls', filters: { workspace_ids: ['1', '2'] } };
  const { plan, warnings } = planOf(callsWith({ workspaceIds: ['2'] }), state);
  expect([plan?.coverage.toRead, warnings]).toEqual([[], []]);
  expect(plan?.coverage.toState('started')).toMatchObject({ filters: { workspace_ids: ['2'] } });
});

test('private calls that were left out then, and are included today, are read with all the rest', () => {
  const { plan, warnings } = planOf(callsWith({}), { ...whole, private_calls: false }, true);
  expect(plan?.coverage.toRead).toEqual([{ from: Date.parse(begin), to: now }]);
  expect(warnings).toEqual([
    'calls is read from its beginning: its state was written when the config left out more (include_private_calls).',
  ]);
});

test.each([
  [{}, true],
  [{}, false],
  [{ private_calls: true }, true],
  [{ private_calls: true }, false],
  [{ private_calls: 'some' }, true],
])('a state with %j has read what there is with private calls %j', (fields, includePrivate) => {
  const state = { ...whole, list: 'calls', ...fields };
  const { plan, warnings } = planOf(callsWith({}), state, includePrivate);
  expect([plan?.coverage.toRead, warnings]).toEqual([[], []]);
  expect(plan?.coverage.toState('started')).toMatchObject({ private_calls: includePrivate });
});

test('where internal calls are left out, no state leads to the list of calls', () => {
  const state = { ...whole, list: 'calls', own_list_until: '9999-01-01T00:00:00Z' };
  const { plan } = planOf(callsWith({ excludeInternalCalls: true }), state);
  expect(plan?.source.list.name).toBe('extensive');
  expect(plan?.source.toItem({ metaData: { id: '1' }, parties: [] })).toEqual({ id: '1' });
});

test('a stream that is made of an excluded block has failed before it began', () => {
  const lists = createCallLists({ ...NO_FILTERS, excludeContent: ['parties'] });
  const { plan } = planOf(new CallParticipants(lists), {});
  expect(plan?.fault).toMatchObject({ failureType: 'config_error' });
  expect(planOf(new Calls(lists), {}).plan?.fault).toBeUndefined();
});
