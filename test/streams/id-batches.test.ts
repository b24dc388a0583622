import { expect, test } from 'vitest';
import { TransientError } from '../../src/base/errors.ts';
import { readIds } from '../../src/streams/id-batches.ts';

const ids = Array.from({ length: 16 }, (_, index) => String(index));

/** Reads them from a Gong that serves parts without `bad`, for so many requests. */
async function read(bad: string, requests: number) {
  const left = new Set(ids);
  const leftOut: string[] = [];
  let asked = 0;
  const ask = (isServed: boolean): void => {
    asked += 1;
    if (!isServed || asked > requests) throw new TransientError('busy', { status: 500 });
  };
  const pages = readIds(ids, {
    async *read(part) {
      ask(!part.includes(bad));
      for (const id of part) left.delete(id);
      yield part;
    },
    isLeft: (id) => left.has(id),
    control: async () => ask(true),
    leaveOut: (id) => leftOut.push(id),
  });
  for await (const _page of pages);
  return { left: [...left], leftOut, asked };
}

test('the one id that Gong cannot serve is left out while it serves others', async () => {
  expect(await read('15', Infinity)).toMatchObject({ left: ['15'], leftOut: ['15'] });
});

test('no id is left out in an outage, after however many requests', async () => {
  const { asked } = await read('15', Infinity);
  expect(asked).toBeGreaterThan(5);
  for (let requests = 0; requests < asked; requests += 1) {
    await expect(read('15', requests)).rejects.toThrow('busy');
  }
});
