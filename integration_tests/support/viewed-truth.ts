import { isJsonObject, type JsonObject } from '../../src/base/json-object.ts';
import type { Sandbox } from '../../sandbox/src/index.ts';
import type { Database } from '../../test-kit/duckdb.ts';
import { truthTexts } from '../../test-kit/truth-texts.ts';

/** A view, and the stream whose truth it shows. */
interface View {
  readonly name: string;
  readonly stream: string;
  readonly key: readonly string[];
  /** Some of its columns: what is selected, and what that is in the truth. */
  readonly columns: Readonly<Record<string, (row: JsonObject) => unknown>>;
}

const timeOf = (value: unknown): number => Date.parse(String(value));

const VIEWS: readonly View[] = [
  {
    name: 'users',
    stream: 'users',
    key: ['id'],
    columns: { id: ({ id }) => id, title: ({ title }) => title, active: ({ active }) => active },
  },
  {
    name: 'calls',
    stream: 'calls',
    key: ['id'],
    columns: {
      id: ({ id }) => id,
      title: ({ title }) => title,
      'epoch_ms(started)': ({ started }) => timeOf(started),
    },
  },
  {
    name: 'extensiveCalls',
    stream: 'extensiveCalls',
    key: ['id'],
    columns: {
      id: ({ id }) => id,
      'content.brief': ({ content }) => (isJsonObject(content) ? content['brief'] : undefined),
      'len(parties)': ({ parties }) => (Array.isArray(parties) ? parties.length : undefined),
      'epoch_ms(startdatetime)': ({ startdatetime }) => timeOf(startdatetime),
    },
  },
  {
    name: 'call_participants',
    stream: 'callParticipants',
    key: ['callId', 'position'],
    columns: {
      '"callId"': ({ callId }) => callId,
      '"partyId"': ({ id }) => id,
      name: ({ name }) => name,
      '"jobTitle"': ({ title }) => title,
    },
  },
  {
    name: 'transcript_sentences',
    stream: 'transcriptSentences',
    key: ['callId', 'position'],
    columns: {
      '"callId"': ({ callId }) => callId,
      '"callTitle"': ({ callTitle }) => callTitle,
      '"speakerName"': ({ speakerName }) => speakerName,
      '"startMilliseconds"': ({ start }) => start,
      text: ({ text }) => text,
    },
  },
  {
    name: 'scorecard_answers',
    stream: 'scorecardAnswers',
    key: ['answeredScorecardId', 'position'],
    columns: {
      '"answeredScorecardId"': ({ answeredScorecardId }) => answeredScorecardId,
      '"questionId"': ({ questionId }) => questionId,
      '"answerText"': ({ answerText }) => answerText,
      score: ({ score }) => score,
    },
  },
];

/** The views that do not show what Gong holds: how many rows are missing, and how many should not be there. */
export async function wrongViews(database: Database, sandbox: Pick<Sandbox, 'truth'>): Promise<string[]> {
  const wrong: string[] = [];
  for (const { name, stream, key, columns } of VIEWS) {
    const left = new Map<string, number>();
    const count = (text: string, by: number): void => void left.set(text, (left.get(text) ?? 0) + by);
    for (const text of truthTexts(sandbox, { stream, key }).values()) {
      const row: JsonObject = JSON.parse(text);
      count(JSON.stringify(Object.values(columns).map((valueIn) => valueIn(row) ?? null)), 1);
    }
    const truths = left.size;
    const shown = await database.rows(
      `SELECT json_array(${Object.keys(columns).join(', ')}) AS row FROM ${name}`,
    );
    for (const { row } of shown) count(JSON.stringify(JSON.parse(String(row))), -1);
    const unlike = [...left].filter(([, number]) => number !== 0);
    if (truths === 0) wrong.push(`${name}: Gong holds nothing`);
    if (unlike.length > 0) wrong.push(`${name}: ${JSON.stringify(unlike.slice(0, 4))}`);
  }
  return wrong;
}
