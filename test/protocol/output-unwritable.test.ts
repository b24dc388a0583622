import { expect, test } from 'vitest';
import { createOutput, type Output } from '../../src/protocol/output.ts';
import { stateMessage } from '../../src/protocol/state.ts';

function outputToText(): { output: Output; text: () => Promise<string> } {
  const written: string[] = [];
  const output = createOutput(
    async (bytes) => {
      written.push(String(bytes));
    },
    () => expect.unreachable(),
  );
  const text = async (): Promise<string> => {
    await output.flush();
    return written.join('');
  };
  return { output, text };
}

/** Deeper than Node's own JSON has stack for. */
function nested(levels: number): object {
  let value: object = {};
  for (let level = 1; level < levels; level += 1) value = { value };
  return value;
}

const unwritable: readonly [string, object][] = [
  ['nested too deep', nested(100_000)],
  ['without JSON', { id: 1n }],
];

test.each(unwritable)(
  'C1: a record %s is left out and reported, and all others are written',
  async (_name, bad) => {
    const { output, text } = outputToText();
    const reported: [number, unknown][] = [];
    await output.records('calls', [{ id: '0' }, bad, { id: '2' }, bad], (...report) => reported.push(report));
    expect(reported).toEqual([
      [1, expect.any(Error)],
      [3, expect.any(Error)],
    ]);
    const lines = (await text()).trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { record: { data: { id: '0' } } },
      { record: { data: { id: '2' } } },
    ]);
  },
);

test('C1: what cannot be written is reported before anything waits for a reader', () => {
  const { output } = outputToText();
  const reported: number[] = [];
  void output.records('calls', [nested(100_000)], (index) => reported.push(index));
  expect(reported).toEqual([0]);
});

test('C1: where nobody is told of it, such a record is an error, and no half line', async () => {
  const { output, text } = outputToText();
  await expect(output.records('calls', [{ id: '0' }, nested(100_000)])).rejects.toThrow(RangeError);
  expect(await text()).toMatch(/^\{"type":"RECORD".*\}\n$/);
});

test('C1: a message that has no JSON throws, and the next one has a line of its own', async () => {
  const { output, text } = outputToText();
  expect(() => output.message(stateMessage('calls', nested(100_000), 1))).toThrow(RangeError);
  output.message({ type: 'LOG', log: { level: 'INFO', message: 'next' } });
  expect(await text()).toBe('{"type":"LOG","log":{"level":"INFO","message":"next"}}\n');
});
