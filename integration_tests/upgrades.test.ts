import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { keysOf, truth } from '../test-kit/truth.ts';
import type { JsonObject } from '../test-kit/airbyte-message.ts';
import { askedFrom } from './support/requests.ts';
import { incrementalStreams, small, stateOf, sync, toUtc } from './support/sync.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** The field that a stream's state holds. */
const cursors: Readonly<Record<string, string>> = {
  calls: 'started',
  extensiveCalls: 'startdatetime',
  answeredScorecards: 'reviewTime',
  callTranscripts: 'started',
};

const cursorOf = (stream: string): string => cursors[stream] ?? '';
const timeOf = (stream: string, record: JsonObject): number => Date.parse(String(record[cursorOf(stream)]));

/** A version that was used up to now: what it had read, and how it says so for each of its streams. */
interface OldVersion {
  readonly name: string;
  readonly streams: readonly string[];
  /** `newest` is the cursor of the newest record that it has read, as Gong wrote it. */
  state(stream: string, newest: string): JsonObject;
}

/** Airbyte's connector writes the company's own time as if it were UTC. */
const localAsUtc = (text: string): string => `${text.slice(0, 19)}Z`;

/** The moment in the state that a version leaves behind after these records, in the order of time. */
function savedIn(stream: string, version: OldVersion, records: readonly JsonObject[]): number {
  const text = JSON.stringify(version.state(stream, String(records.at(-1)?.[cursorOf(stream)])));
  const [, instant = ''] = new RegExp(`"${cursorOf(stream)}":"([^"]+)"`).exec(text) ?? [];
  return Date.parse(instant);
}

const versions: readonly OldVersion[] = [
  {
    name: 'Airbyte’s 1.4.0',
    streams: incrementalStreams,
    state(stream, newest) {
      const local = localAsUtc(newest);
      if (stream === 'answeredScorecards') return { reviewTime: local.slice(0, 10) };
      if (stream !== 'callTranscripts') return { [cursorOf(stream)]: local };
      const parent_state = { calls: { started: local } };
      return { use_global_cursor: true, state: { started: local }, lookback_window: 60, parent_state };
    },
  },
  {
    name: 'Airbyte’s 0.4.14',
    streams: ['calls', 'extensiveCalls', 'answeredScorecards'],
    state: (stream, newest) => ({ [cursorOf(stream)]: localAsUtc(newest) }),
  },
  {
    name: 'our 0.1.0',
    streams: incrementalStreams,
    state: (stream, newest) => ({ [cursorOf(stream)]: toUtc(Date.parse(newest)), utc: true }),
  },
];

describe.each(['+14:00', '-11:00'])('a company whose clock shows %s', (offset) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ ...small, offset, calls: 600 });
  });
  afterAll(() => sandbox.close());

  const truths = new Map<string, JsonObject[]>();
  /** Nothing happens to this company, so that it is asked once. */
  const truthOf = (stream: string): JsonObject[] => {
    const known = truths.get(stream) ?? truth(sandbox, stream);
    truths.set(stream, known);
    return known;
  };

  /** What the old version had read when it ended, three days ago. */
  const readBefore = (stream: string): JsonObject[] =>
    truthOf(stream)
      .filter((record) => timeOf(stream, record) < Date.now() - 3 * day)
      .toSorted((one, other) => timeOf(stream, one) - timeOf(stream, other));

  const statesOf = (version: OldVersion): object[] =>
    version.streams.map((stream) =>
      stateOf(stream, version.state(stream, String(readBefore(stream).at(-1)?.[cursorOf(stream)]))),
    );

  test.each(versions.map((version) => [version.name, version] as const))(
    'goes on from the states of %s without a gap, also without a look-back',
    async (_name, version) => {
      const config = { lookback_window_days: 0 };
      const output = await sync(sandbox, { state: statesOf(version), config });
      for (const stream of incrementalStreams) {
        const before = version.streams.includes(stream) ? readBefore(stream) : [];
        const both = new Set(keysOf(stream, [...before, ...output.records(stream)]));
        expect([...both].toSorted()).toEqual(keysOf(stream, truthOf(stream)));
      }
    },
  );

  test.each(versions.map((version) => [version.name, version] as const))(
    'reads the look-back before the states of %s again, and nothing older',
    async (_name, version) => {
      const states = statesOf(version);
      sandbox.resetRequests();
      const output = await sync(sandbox, { streams: version.streams, state: states });
      const since = new Map(
        version.streams.map((stream) => [stream, savedIn(stream, version, readBefore(stream)) - 7 * day]),
      );
      for (const [stream, instant] of since) {
        const expected = truthOf(stream).filter((record) => timeOf(stream, record) >= instant);
        expect(keysOf(stream, output.records(stream))).toEqual(keysOf(stream, expected));
        expect(expected.length).toBeLessThan(truthOf(stream).length);
      }
      // One list feeds all streams of calls, so it begins where the first of them does.
      const asked = sandbox.requests.filter(({ path }) => path === '/v2/calls/extensive');
      since.delete('answeredScorecards');
      expect(askedFrom(asked)).toBe(toUtc(Math.min(...since.values())));
    },
  );
});
