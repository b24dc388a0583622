import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../src/index.ts';
import { allContent, ask, free } from './gong-client.ts';

interface Extensive {
  readonly metaData: { readonly id: string };
  readonly context?: readonly { readonly objects: readonly CrmObject[] }[];
  readonly parties?: readonly { readonly speakerId: string | null }[];
  readonly content?: Readonly<Record<string, unknown>>;
  readonly interaction?: Readonly<Record<string, unknown>>;
}

interface CrmObject {
  readonly timing?: string;
  readonly fields?: readonly { readonly value: unknown }[];
}

interface Transcript {
  readonly callId: string;
  readonly transcript: readonly { readonly speakerId: string }[];
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ ...free, calls: 400, pageSize: 400 });
});
afterAll(() => sandbox.close());

const select = async (contentSelector?: object): Promise<readonly Extensive[]> => {
  const { text } = await ask(sandbox, '/v2/calls/extensive', { body: { filter: {}, contentSelector } });
  const { calls }: { calls: readonly Extensive[] } = JSON.parse(text);
  return calls;
};
const selectObjects = async (contentSelector: object): Promise<readonly CrmObject[]> =>
  (await select(contentSelector)).flatMap(({ context = [] }) => context.flatMap(({ objects }) => objects));

test('without a selector only the metadata comes', async () => {
  for (const record of await select()) expect(Object.keys(record)).toEqual(['metaData']);
});

test('selected blocks come, all others are absent', async () => {
  const records = await select({
    exposedFields: { content: { topics: true }, interaction: { questions: true } },
  });
  for (const record of records) {
    expect(Object.keys(record)).toEqual(['metaData', 'content', 'interaction']);
    expect(Object.keys(record.content ?? {})).toEqual(['topics']);
    expect(Object.keys(record.interaction ?? {})).toEqual(['questions']);
  }
});

test('a block looks the same whatever else was selected', async () => {
  const [all, some] = [
    await select(allContent),
    await select({ exposedFields: { content: { outline: true } } }),
  ];
  expect(some.map(({ content }) => content?.['outline'])).toEqual(
    all.map(({ content }) => content?.['outline']),
  );
});

test('Basic context has links only, Extended has values at the timings asked for', async () => {
  expect((await selectObjects({ context: 'Basic' })).every((link) => !('fields' in link))).toBe(true);
  const now = await selectObjects({ context: 'Extended' });
  expect(new Set(now.map(({ timing }) => timing))).toEqual(new Set(['Now']));
  const both = await selectObjects({ context: 'Extended', contextTiming: ['TimeOfCall', 'Now'] });
  expect(both.length).toBe(now.length * 2);
  const values = both.flatMap(({ fields = [] }) => fields.map(({ value }) => value));
  const kinds = new Set(
    values.map((value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)),
  );
  expect(kinds).toEqual(new Set(['null', 'string', 'number', 'boolean', 'object', 'array']));
});

test('imported calls have no parties, all other speakers of transcripts are among the parties', async () => {
  const records = await select(allContent);
  const without = records.filter((record) => !('parties' in record));
  expect(without.length).toBeGreaterThan(0);
  expect(without.length).toBeLessThan(40);
  const speakers = new Map(
    records.map(({ metaData, parties }) => [metaData.id, parties?.map(({ speakerId }) => speakerId)]),
  );
  const strangers = [...sandbox.truth('callTranscripts')].flatMap((text) => {
    const { callId, transcript }: Transcript = JSON.parse(text);
    const known = speakers.get(callId);
    return transcript.filter(({ speakerId }) => known !== undefined && !known.includes(speakerId));
  });
  expect(strangers).toEqual([]);
});

test('tracker occurrences come only when selected', async () => {
  const trackers = { ...allContent, exposedFields: { content: { trackers: true } } };
  const texts = JSON.stringify(await select(trackers));
  expect(texts).toContain('"type":"SMART"');
  expect(texts).not.toContain('"startTime"');
});

test.each([8, 24])('a record of %d kB can be asked for', async (extensiveKilobytes) => {
  await using sized = await startSandbox({ ...free, calls: 200, extensiveKilobytes });
  const bytes = [...sized.truth('extensiveCalls')].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  expect(Math.abs(bytes / 200_000 / extensiveKilobytes - 1)).toBeLessThan(0.15);
});
