import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deferred } from '../../src/base/deferred.ts';
import type { Message } from '../../src/protocol/messages.ts';
import { createOutput, type Output } from '../../src/protocol/output.ts';

/** An output into a text, which grows as the writes settle. */
function outputToText(): { output: Output; text: () => string; writes: string[] } {
  const writes: string[] = [];
  const output = createOutput(
    async (text) => {
      await turn();
      writes.push(String(text));
    },
    () => expect.unreachable(),
  );
  return { output, text: () => writes.join(''), writes };
}

const log = (message: string): Message => ({ type: 'LOG', log: { level: 'INFO', message } });

test('each record is one line with its stream and the time', async () => {
  const { output, text } = outputToText();
  const before = Date.now();
  await output.records('calls', [{ id: '1', title: 'line\nbreak "quoted" ü \u2028' }, { id: '2' }]);
  await output.flush();
  expect(text().endsWith('\n')).toBe(true);
  const lines = text()
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  const emitted_at = expect.toSatisfy(
    (at: number) => Number.isInteger(at) && at >= before && at <= Date.now(),
  );
  expect(lines).toEqual([
    {
      type: 'RECORD',
      record: { stream: 'calls', data: { id: '1', title: 'line\nbreak "quoted" ü \u2028' }, emitted_at },
    },
    { type: 'RECORD', record: { stream: 'calls', data: { id: '2' }, emitted_at } },
  ]);
});

test('a message does not wait for a batch to be full, and takes the records before it along', async () => {
  const { output, writes } = outputToText();
  await output.records('calls', [{ id: '1' }]);
  await turn();
  expect(writes).toEqual([]);
  output.message(log('now'));
  await turn();
  await turn();
  expect(writes.join('')).toMatch(/^\{"type":"RECORD".*\n\{"type":"LOG".*\n$/);
});

test('everything comes out in the order of the calls, one line each', async () => {
  const call = fc.oneof(
    fc.record({ log: fc.string({ maxLength: 20 }) }),
    fc.record({ sizes: fc.array(fc.nat(30_000), { maxLength: 6 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 20 }), fc.boolean(), async (calls, isHasty) => {
      const { output, text } = outputToText();
      const expected: unknown[] = [];
      const settled = [];
      for (const [index, each] of calls.entries()) {
        if ('log' in each) {
          expected.push(log(each.log));
          output.message(log(each.log));
        } else {
          const records = each.sizes.map((size, place) => ({
            at: `${index}.${place}`,
            text: 'x'.repeat(size),
          }));
          expected.push(...records.map(({ at }) => at));
          const written = output.records('calls', records);
          if (!isHasty) await written;
          settled.push(written);
        }
      }
      await Promise.all([...settled, output.flush()]);
      const lines = text().split('\n').slice(0, -1);
      expect(lines.map((line) => (/"at":"([^"]+)"/.exec(line)?.[1] ?? JSON.parse(line)) as unknown)).toEqual(
        expected,
      );
    }),
    { numRuns: 50 },
  );
});

test('records do not settle before a full batch is written, so a slow reader holds the sync back', async () => {
  const reader = deferred<void>();
  const output = createOutput(
    () => reader.promise,
    () => expect.unreachable(),
  );
  const writing = output.records('calls', [{ text: 'x'.repeat(64 * 1024) }]).then(() => 'written');
  expect(await Promise.race([writing, turn('not yet')])).toBe('not yet');
  reader.resolve();
  expect(await writing).toBe('written');
});

test('one write waits for the other', async () => {
  const readers = [deferred<void>(), deferred<void>()];
  const started: string[] = [];
  const output = createOutput(
    (text) => readers[started.push(String(text)) - 1]?.promise ?? Promise.reject(new Error('a third write')),
    () => expect.unreachable(),
  );
  output.message(log('one'));
  output.message(log('two'));
  await turn();
  expect(started).toHaveLength(1);
  readers[0]?.resolve();
  await turn();
  expect(started).toHaveLength(2);
  readers[1]?.resolve();
  await output.flush();
});

test('H5: messages that come while another is written go out together', async () => {
  const { output, writes, text } = outputToText();
  for (let index = 0; index < 10_000; index += 1) output.message(log(String(index)));
  await output.flush();
  const lines = text().trimEnd().split('\n');
  expect(lines).toHaveLength(10_000);
  expect(JSON.parse(lines[9_999] ?? '')).toEqual(log('9999'));
  expect(writes.length).toBeLessThan(20);
});

test('a message that comes while another is written does not wait for a flush', async () => {
  const { output, writes } = outputToText();
  for (const message of ['one', 'two', 'three']) output.message(log(message));
  for (let turns = 0; turns < 6; turns += 1) await turn();
  expect(writes.map((text) => text.split('\n').length - 1)).toEqual([1, 2]);
});

test('nothing to write is nothing to wait for', async () => {
  const { output, writes } = outputToText();
  await output.records('calls', []);
  await output.flush();
  expect(writes).toEqual([]);
});
