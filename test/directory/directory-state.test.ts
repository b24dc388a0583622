import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fileNameOf,
  formatDirectoryState,
  parseDirectoryState,
  type StreamEntry,
} from '../../src/directory/directory-state.ts';
import { startOfSecond } from '../../src/base/instant.ts';
import { readStates } from '../../src/protocol/state-file.ts';

const name = fc.constantFrom('users', 'calls', 'extensiveCalls', 'scorecards');
const now = fc.integer({ min: 0, max: Date.UTC(2100, 0) }).map(startOfSecond);

const entry: fc.Arbitrary<StreamEntry> = fc
  .record({ stream: name, now, isCompressed: fc.boolean(), bytes: fc.nat(), lines: fc.nat() })
  .chain(({ stream, now: start, isCompressed, bytes, lines }) =>
    fc.record({
      stream: fc.constant(stream),
      state: fc.option(fc.constant({ started: '2026-11-20T00:00:00Z', utc: true }), { nil: undefined }),
      sync: fc.record({
        now: fc.constant(start),
        file: fc.constant(fileNameOf(start, isCompressed)),
        extent: fc.constant({ bytes, lines }),
        isFinished: fc.boolean(),
        isSwapDue: fc.boolean(),
      }),
    }),
  );

test('what is written comes back, and is a state file for read', () => {
  const company = fc.record({ host: fc.domain(), keyHash: fc.string() });
  const directory = fc.record(
    {
      company,
      entries: fc.array(entry).map((all) => new Map(all.map((each) => [each.stream, each]))),
      swaps: fc.array(name),
      documentsThrough: now.map((start) => fileNameOf(start, false)),
    },
    { requiredKeys: ['entries', 'swaps'] },
  );
  fc.assert(
    fc.property(directory, (state) => {
      const text = formatDirectoryState(state);
      expect(parseDirectoryState(text)).toEqual(state);
      const unread: string[] = [];
      const states = readStates(
        JSON.parse(text),
        (path) => unread.push(path),
        () => false,
      );
      expect(unread).toEqual([]);
      const known = [...state.entries.values()].filter((each) => each.state !== undefined);
      expect([...states]).toEqual(known.map((each) => [each.stream, each.state]));
    }),
  );
});

test('files are named after the second in which the sync started', () => {
  const start = Date.UTC(2026, 10, 25, 22, 0, 4);
  expect(fileNameOf(start, false)).toBe('2026-11-25T220004Z.jsonl');
  expect(fileNameOf(start, true)).toBe('2026-11-25T220004Z.jsonl.gz');
});

const stateOf = (sync: object, stream = 'calls'): string =>
  JSON.stringify({
    format: 'source-gong directory',
    version: 1,
    stream_states: [{ stream_descriptor: { name: stream }, last_sync: sync }],
  });
const good = { started: '2026-11-25T22:00:04Z', file: '2026-11-25T220004Z.jsonl', bytes: 1, lines: 1 };

test.each([
  ['', 'damaged'],
  ['{"format":"source-gong dir', 'damaged'],
  ['null', 'foreign'],
  ['[{"type":"STREAM"}]', 'foreign'],
  ['{"calls":{"started":"2026-11-25T22:00:04Z"}}', 'foreign'],
  ['{"format":"source-gong directory","version":2}', 'newer'],
  ['{"format":"source-gong directory","version":1}', 'damaged'],
  [stateOf({ ...good, bytes: -1 }), 'damaged'],
  [stateOf({ ...good, started: 'yesterday' }), 'damaged'],
  // Paths out of the directory.
  [stateOf({ ...good, file: '../../2026-11-25T220004Z.jsonl' }), 'damaged'],
  [stateOf(good, '../calls'), 'damaged'],
])('%s is no state of a directory', (text, fault) => {
  expect(parseDirectoryState(text)).toBe(fault);
});
