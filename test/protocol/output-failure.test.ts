import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createOutput } from '../../src/protocol/output.ts';

const full = { text: 'x'.repeat(64 * 1024) };
const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });

/** An output whose sink takes `good` writes and fails at every later one. */
function failingOutput(
  good: number,
): ReturnType<typeof createOutput> & { written: string[]; failures: unknown[] } {
  const written: string[] = [];
  const failures: unknown[] = [];
  let calls = 0;
  const output = createOutput(
    async (text) => {
      calls += 1;
      if (calls > good) throw gone;
      written.push(String(text));
    },
    (error) => failures.push(error),
  );
  return { ...output, written, failures };
}

test('a write that fails is told once and rejects whoever waits', async () => {
  const output = failingOutput(0);
  await expect(output.records('calls', [full])).rejects.toBe(gone);
  await expect(output.flush()).rejects.toBe(gone);
  await expect(output.records('calls', [full])).rejects.toBe(gone);
  expect(output.failures).toEqual([gone]);
});

test('the failure is told before anybody who waits hears of it', async () => {
  const output = failingOutput(0);
  const heard = await output.records('calls', [full]).catch(() => output.failures.length);
  expect(heard).toBe(1);
});

test('a message that cannot be written disturbs nobody until the flush', async () => {
  const output = failingOutput(0);
  output.message({ type: 'LOG', log: { level: 'INFO', message: 'lost' } });
  await turn();
  expect(output.failures).toEqual([gone]);
  await expect(output.flush()).rejects.toBe(gone);
});

test('after a failure nothing more goes out, so no line stands behind a lost one', async () => {
  const written: string[] = [];
  let calls = 0;
  const output = createOutput(
    async (text) => {
      calls += 1;
      if (calls === 2) throw gone;
      written.push(String(text));
    },
    () => {},
  );
  for (const message of ['one', 'two', 'three', 'four']) {
    output.message({ type: 'LOG', log: { level: 'INFO', message } });
  }
  await expect(output.flush()).rejects.toBe(gone);
  await expect(output.records('calls', [full])).rejects.toBe(gone);
  expect(calls).toBe(2);
  expect(written).toEqual(['{"type":"LOG","log":{"level":"INFO","message":"one"}}\n']);
});

test('records that wait for others to fill the batch are rejected by the next flush', async () => {
  const output = failingOutput(0);
  await output.records('calls', [{ id: '1' }]);
  expect(output.failures).toEqual([]);
  await expect(output.flush()).rejects.toBe(gone);
});
