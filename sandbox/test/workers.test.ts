import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { allContent, ask, free, readAll, rowsOf } from './gong-client.ts';

const question = { body: { filter: {}, contentSelector: allContent } };
const options = { ...free, calls: 130, pageSize: 20 };

test.each([0, 1, 2])('with %i workers the records are the same', async (workers) => {
  await using sandbox = await startSandbox({ ...options, workers });
  const texts = (await readAll(sandbox, '/v2/calls/extensive', 'calls', question)).map((row) =>
    JSON.stringify(row),
  );
  expect(texts).toEqual([...sandbox.truth('extensiveCalls')]);
});

test('a page from memory has a request id and a cursor of its own', async () => {
  await using sandbox = await startSandbox(options);
  const [first, again] = [
    await ask(sandbox, '/v2/calls/extensive', question),
    await ask(sandbox, '/v2/calls/extensive', question),
  ];
  expect(rowsOf(again, 'calls')).toEqual(rowsOf(first, 'calls'));
  expect(again.body.requestId).not.toBe(first.body.requestId);
  expect(again.text.length).toBe(first.text.length);
});

test('what was selected is not mixed up in memory', async () => {
  await using sandbox = await startSandbox(options);
  const [whole, bare] = [
    await ask(sandbox, '/v2/calls/extensive', question),
    await ask(sandbox, '/v2/calls/extensive', { body: { filter: {} } }),
  ];
  expect(Object.keys(rowsOf(bare, 'calls')[0] ?? {})).toEqual(['metaData']);
  expect(Object.keys(rowsOf(whole, 'calls')[0] ?? {}).length).toBeGreaterThan(4);
});

test('a sandbox that starts after another has closed serves its own data', async () => {
  const first = await startSandbox(options);
  await ask(first, '/v2/calls');
  await first.close();
  await using second = await startSandbox({ ...options, seed: 2 });
  const found = await readAll(second, '/v2/calls', 'calls');
  expect(found.map((row) => JSON.stringify(row))).toEqual([...second.truth('calls')]);
});

test('closing does not wait for answers that are being made', async () => {
  const sandbox = await startSandbox({ ...free, pageSize: 1200, extensiveKilobytes: 40 });
  const pending = ask(sandbox, '/v2/calls/extensive', question).catch((error: unknown) => error);
  while (sandbox.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  await sandbox.close();
  expect(await pending).toBeInstanceOf(TypeError);
});

test('a port in use is told at the start', async () => {
  await using sandbox = await startSandbox(options);
  await expect(startSandbox({ ...options, port: Number(new URL(sandbox.url).port) })).rejects.toThrow(
    'EADDRINUSE',
  );
});

test('options a thread cannot work with are told at the start', async () => {
  await expect(startSandbox({ ...options, calls: -1 })).rejects.toThrow(RangeError);
});
