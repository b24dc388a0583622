import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import type { Output } from '../test-kit/airbyte-output.ts';
import { small, sync } from './support/sync.ts';

const LOCAL = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+05:30"/;

test('utc_timestamps: the times of records are in UTC, and the states are what they were', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 60, offset: '+05:30' });
  // Without a look-back a state ends at the newest record, whenever the sync was.
  const config = { lookback_window_days: 0 };
  const local = await sync(sandbox, { config });
  const utc = await sync(sandbox, { config: { ...config, utc_timestamps: true } });
  expect(JSON.stringify(local.of('RECORD'))).toMatch(LOCAL);
  expect(JSON.stringify(utc.of('RECORD'))).not.toMatch(LOCAL);
  expect(cursorsOf(utc)).toEqual(cursorsOf(local));
  for (const stream of Object.keys(cursorsOf(local))) {
    expect(asMoments(utc.records(stream))).toEqual(asMoments(local.records(stream)));
  }
});

/** The state of each stream, but for what says when it was read. */
function cursorsOf(output: Output): Record<string, object> {
  return Object.fromEntries(
    output.savedState().map(({ stream: { stream_descriptor, stream_state } }) => {
      const { coverage: _coverage, ...cursor }: Record<string, unknown> = { ...stream_state };
      return [stream_descriptor.name, cursor];
    }),
  );
}

/** Each record with its times as moments, in an order of its own. */
function asMoments(records: readonly unknown[]): string[] {
  return records
    .map((record) =>
      JSON.stringify(record, (_key, value: unknown) =>
        typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(value)
          ? Date.parse(value)
          : value,
      ),
    )
    .toSorted();
}
