import { expect, test } from 'vitest';
import { SystemError, TransientError } from '../../src/base/errors.ts';
import { IdBatches } from '../../src/streams/id-batches.ts';

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
  const pages = new IdBatches().read(ids, {
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

/** Reads these batches where one id is bad, or the whole endpoint, and where the control without ids asks another one. */
async function readBatches(
  batches: readonly (readonly string[])[],
  isBad: (id: string) => boolean,
  error: Error,
) {
  const leftOut: string[] = [];
  const idBatches = new IdBatches();
  const askFor = (part: readonly string[]): void => {
    if (part.some((id) => isBad(id))) throw error;
  };
  for (const batch of batches) {
    const pages = idBatches.read(batch, {
      async *read(part) {
        askFor(part);
        yield part;
      },
      isLeft: () => true,
      isControlElsewhere: true,
      control: async (served) => askFor(served === undefined ? [] : [served]),
      leaveOut: (id) => leftOut.push(id),
    });
    for await (const _page of pages);
  }
  return leftOut;
}

const busy = new TransientError('busy', { status: 500 });

test.each([1, 2])('no id is left out where an endpoint serves none of %i and is down', async (count) => {
  await expect(readBatches([ids.slice(0, count)], () => true, busy)).rejects.toThrow('busy');
});

test('one that Gong does not take is left out, even if it is the only one', async () => {
  const refusal = new SystemError('no such id', { status: 400 });
  expect(await readBatches([['0']], () => true, refusal)).toEqual(['0']);
});

test('one that it cannot serve is left out as well where others of an earlier batch are served now', async () => {
  expect(await readBatches([['0', '1'], ['2']], (id) => id === '2', busy)).toEqual(['2']);
  let isDown = false;
  const ending = readBatches([['0', '1'], ['2']], (id) => (isDown ||= id === '2'), busy);
  await expect(ending).rejects.toThrow('busy');
});
