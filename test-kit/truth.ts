import type { Sandbox } from '../sandbox/src/index.ts';
import type { JsonObject } from './airbyte-message.ts';

/** The primary key of every stream. */
export const primaryKeys = {
  users: 'id',
  calls: 'id',
  extensiveCalls: 'id',
  scorecards: 'scorecardId',
  answeredScorecards: 'answeredScorecardId',
  callTranscripts: 'callId',
} as const;

export type StreamName = keyof typeof primaryKeys;

function streamNamed(text: string): StreamName {
  if (!isStreamName(text)) throw new Error(`no stream ${text}`);
  return text;
}

function isStreamName(text: string): text is StreamName {
  return Object.hasOwn(primaryKeys, text);
}

/** What the sandbox holds, as the records of this source have to show it. */
export function truth(sandbox: Pick<Sandbox, 'truth'>, stream: string, includePrivate = false): JsonObject[] {
  const name = streamNamed(stream);
  const recordsOf = (collection: StreamName): JsonObject[] =>
    [...sandbox.truth(collection)].map(parseExactly);
  const items = recordsOf(name);
  if (name === 'scorecards') return items.map(withTextIds);
  if (name === 'users' || name === 'answeredScorecards') return items;
  const records = name === 'extensiveCalls' ? items.map((item) => extensiveRecord(item)) : items;
  if (includePrivate && name !== 'callTranscripts') return records;
  const calls = name === 'calls' ? items : recordsOf('calls');
  const closed = new Set(calls.filter((call) => call['isPrivate'] === true).map(({ id }) => id));
  const open = records.filter(({ id, callId }) => includePrivate || !closed.has(callId ?? id));
  if (name !== 'callTranscripts') return open;
  const started = new Map(calls.map((call) => [call['id'], call['started']]));
  return open.map((record) => ({ ...record, started: started.get(record['callId']) }));
}

/** With the fields that Airbyte's connector adds. */
function extensiveRecord(item: { readonly metaData?: JsonObject }): JsonObject {
  return { id: item.metaData?.['id'], startdatetime: item.metaData?.['started'], ...item };
}

/** Gong sends the ids of options as small numbers, and the answers refer to them as texts. */
function withTextIds(scorecard: { readonly questions?: readonly JsonObject[] }): JsonObject {
  const questions = scorecard.questions?.map(
    (question: { readonly answerOptions?: JsonObject[] | null }) => ({
      ...question,
      answerOptions:
        question.answerOptions?.map((option) => ({ ...option, id: String(option['id']) })) ?? null,
    }),
  );
  return { ...scorecard, questions };
}

const cursors = new Map([
  ['extensiveCalls', 'startdatetime'],
  ['answeredScorecards', 'reviewTime'],
]);

/**
 * What Gong has filed at an instant or after it. It files web conferences under their scheduled time, in the list
 * of calls and so for transcripts, and everything else under its own time.
 */
export function truthSince(sandbox: Sandbox, stream: string, instant: number): JsonObject[] {
  const records = truth(sandbox, stream);
  const cursor = cursors.get(stream);
  if (cursor !== undefined) return records.filter((record) => Date.parse(String(record[cursor])) >= instant);
  const filed = truth(sandbox, 'calls').filter((call) => {
    const time = call['direction'] === 'Conference' ? call['scheduled'] : call['started'];
    return Date.parse(String(time)) >= instant;
  });
  const ids = new Set(filed.map(({ id }) => id));
  return records.filter((record) => ids.has(record['callId'] ?? record['id']));
}

/** The primary keys of a stream's records, in their own order. */
export function keysOf(stream: string, records: readonly JsonObject[]): string[] {
  const key = primaryKeys[streamNamed(stream)];
  return records.map((record) => String(record[key])).toSorted();
}

/** Records in the order of their keys: a read may send them in any order. */
export function byKey(stream: string, records: readonly JsonObject[]): JsonObject[] {
  const key = primaryKeys[streamNamed(stream)];
  return records.toSorted((left, right) => (String(left[key]) < String(right[key]) ? -1 : 1));
}

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
// JSON text has a number only after one of these characters. Most records have none that is so long, and take the short way.
const longNumberSomewhere = /[:[,]\s*-?(?:[\d.]{16}|[\d.]+[eE])/;

/** JSON whose integers beyond 2^53 become strings, the only exact form for them. */
export function parseExactly(json: string): JsonObject {
  if (!longNumberSomewhere.test(json)) {
    const held: JsonObject = JSON.parse(json);
    return held;
  }
  const exact = json.replaceAll(stringOrNumber, (token) =>
    !token.startsWith('"') && Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER ? `"${token}"` : token,
  );
  const record: JsonObject = JSON.parse(exact);
  return record;
}
