import { expect, test } from 'vitest';
import { startSandbox } from '../src/index.ts';
import { free } from './gong-client.ts';

interface Call {
  readonly metaData: { readonly id: string; readonly duration: number };
  readonly parties?: readonly Party[];
  readonly content: Readonly<Record<string, unknown>> & { readonly outline?: readonly Section[] | null };
}

interface Party {
  readonly affiliation: string;
  readonly name: string | null;
  readonly context: readonly { readonly objects: readonly CrmObject[] }[];
}

interface CrmObject {
  readonly objectType: string;
  readonly fields: readonly { readonly name: string; readonly value: unknown }[];
}

interface Section {
  readonly startTime: number;
  readonly duration: number;
  readonly items: readonly { readonly startTime: number }[];
}

interface Transcript {
  readonly callId: string;
  readonly transcript: readonly {
    readonly topic: string | null;
    readonly sentences: readonly { readonly start: number; readonly end: number }[];
  }[];
}

await using sandbox = await startSandbox({ ...free, calls: 800 });
const calls: Call[] = [...sandbox.truth('extensiveCalls')].map((text) => JSON.parse(text));
const transcripts: Transcript[] = [...sandbox.truth('callTranscripts')].map((text) => JSON.parse(text));
const durations = new Map(calls.map(({ metaData }) => [metaData.id, metaData.duration]));

test('the sections of an outline follow each other within the call, with their items in them', () => {
  for (const { metaData, content } of calls) {
    let end = 0;
    for (const { startTime, duration, items } of content.outline ?? []) {
      expect(startTime).toBeGreaterThanOrEqual(end);
      end = Math.round((startTime + duration) * 100) / 100;
      for (const item of items) {
        expect(item.startTime).toBeGreaterThanOrEqual(startTime);
        expect(item.startTime).toBeLessThanOrEqual(end);
      }
    }
    expect(end).toBeLessThanOrEqual(metaData.duration);
  }
});

test('speech runs along the call to near its end, a sentence after the other', () => {
  for (const { callId, transcript } of transcripts) {
    const sentences = transcript.flatMap((monologue) => monologue.sentences);
    let last = 0;
    for (const { start, end } of sentences) {
      expect(start).toBeGreaterThanOrEqual(last);
      expect(end).toBeGreaterThanOrEqual(start);
      last = end;
    }
    expect(last).toBeLessThanOrEqual((durations.get(callId) ?? 0) * 1000);
  }
  const reach = transcripts.filter(({ callId, transcript }) => {
    const end = transcript.at(-1)?.sentences.at(-1)?.end ?? 0;
    return end > (durations.get(callId) ?? 0) * 700;
  });
  expect(reach.length).toBeGreaterThan(transcripts.length * 0.7);
});

test('few monologues have a topic', () => {
  const topics = transcripts.flatMap(({ transcript }) => transcript.map(({ topic }) => topic));
  const named = topics.filter((topic) => topic !== null).length;
  expect(named / topics.length).toBeGreaterThan(0.05);
  expect(named / topics.length).toBeLessThan(0.2);
});

test.each(['outline', 'highlights', 'keyPoints'])('%s is missing here and there, in each way', (name) => {
  const looks = calls.map(({ content }) => (name in content ? JSON.stringify(content[name]) : 'absent'));
  for (const look of ['[]', 'null', 'absent']) {
    expect(looks.filter((one) => one === look).length).toBeGreaterThan(5);
  }
  expect(looks.filter((look) => look.length > 10).length).toBeGreaterThan(550);
});

test('some calls have nothing that is made by analysis', () => {
  const empty = calls.filter(({ content }) =>
    ['brief', 'outline', 'highlights', 'keyPoints'].every((name) =>
      ['null', '[]'].includes(JSON.stringify(content[name] ?? null)),
    ),
  );
  expect(empty.length).toBeGreaterThan(15);
  expect(empty.length).toBeLessThan(80);
});

test('contacts and leads of guests name their company in one of three fields, some do not', () => {
  const people = calls.flatMap(({ parties = [] }) => parties);
  expect(new Set(fieldsOf(people.filter(isGuest)))).toEqual(
    new Set(
      ['Contact AccountName', 'Contact Account.Name', 'Lead Company'].flatMap((name) => [
        `${name} text`,
        `${name} null`,
      ]),
    ),
  );
  expect(fieldsOf(people.filter((party) => !isGuest(party)))).toEqual([]);
  expect(people.filter(({ name }) => name === null).length).toBeGreaterThan(50);
});

function isGuest({ affiliation }: Party): boolean {
  return affiliation !== 'Internal';
}

/** What the CRM says about where people work. */
function fieldsOf(chosen: readonly Party[]): string[] {
  return chosen
    .flatMap(({ context }) => context.flatMap(({ objects }) => objects))
    .flatMap(({ objectType, fields }) =>
      fields
        .filter(({ name }) => /Account|Company/.test(name))
        .map(
          ({ name, value }) => `${objectType} ${name} ${typeof value === 'string' ? 'text' : String(value)}`,
        ),
    );
}
