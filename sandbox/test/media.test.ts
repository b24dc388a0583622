import { expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { allContent, ask, free, rowsOf } from './gong-client.ts';

const options = { ...free, calls: 20 };

/** Two answers to the same question, in records as JSON texts. */
async function readTwice(sandbox: Sandbox, contentSelector: object): Promise<(readonly string[])[]> {
  const replies = [];
  for (let count = 0; count < 2; count += 1) {
    const reply = await ask(sandbox, '/v2/calls/extensive', { body: { filter: {}, contentSelector } });
    replies.push(rowsOf(reply, 'calls').map((row) => JSON.stringify(row)));
  }
  return replies;
}

const unsigned = (texts: readonly string[] | undefined): string[] | undefined =>
  texts?.map((text) => text.replaceAll(/X-Signature=[\w-]+/g, ''));

test('media URLs can be signed anew at every request, and nothing else differs', async () => {
  await using sandbox = await startSandbox({ ...options, resignMedia: true });
  const [first, second] = await readTwice(sandbox, allContent);
  expect(first?.filter((text) => second?.includes(text))).toEqual([]);
  expect(unsigned(first)).toEqual(unsigned(second));
  expect(unsigned(first)).toEqual(unsigned([...sandbox.truth('extensiveCalls')]));
});

test('by default they stay the same, as the truth has them', async () => {
  await using sandbox = await startSandbox(options);
  const [first, second] = await readTwice(sandbox, allContent);
  expect(first).toEqual(second);
  expect(first).toEqual([...sandbox.truth('extensiveCalls')]);
});

test('without media nothing is signed', async () => {
  await using sandbox = await startSandbox({ ...options, resignMedia: true });
  const [first, second] = await readTwice(sandbox, { context: 'Basic' });
  expect(first).toEqual(second);
});
