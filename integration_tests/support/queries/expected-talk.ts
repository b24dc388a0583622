import type { Row } from '../../../test-kit/duckdb.ts';
import type { CompanyRows } from './company-rows.ts';
import { countOf, groupBy, inOrder, sum } from './rows.ts';

export function talkBySide({ rows }: CompanyRows): Row[] {
  const speakers = rows('callSpeakers');
  const seconds = (some: typeof speakers): number => sum(some.map(({ talkTime }) => talkTime ?? 0));
  return inOrder(
    groupBy(speakers, ({ affiliation }) => String(affiliation)).map((side) => {
      const minutes = Math.round(seconds(side) / 60);
      const row = {
        affiliation: side[0]?.affiliation ?? null,
        calls: countOf(side.map(({ callId }) => callId)),
        minutes,
        talkPercent: Math.round((100 * seconds(side)) / seconds(speakers)),
      };
      return { key: [-minutes], row };
    }),
  );
}

export function customerQuestions({ rows }: CompanyRows): Row[] {
  const asked = rows('transcriptSentences').filter(
    ({ affiliation, text }) => affiliation === 'External' && text?.endsWith('?') === true,
  );
  const ordered = asked.map(
    ({ callId, started: text, position, callTitle, speakerName, start, ...sentence }) => {
      const started = new Date(text ?? '');
      const atSecond = Math.floor((start ?? 0) / 1000);
      const row = { started, callTitle, speakerName, atSecond, text: sentence.text };
      return { key: [-started.getTime(), callId, position], row };
    },
  );
  return inOrder(ordered).slice(0, 20);
}

export function timeOnTopics({ rows, calls }: CompanyRows): Row[] {
  const lengths = new Map(calls.map(({ id, duration }) => [id, duration ?? 0]));
  const touched = rows('callTopics').filter(({ duration }) => (duration ?? 0) > 0);
  return inOrder(
    groupBy(touched, ({ name }) => String(name)).map((own) => {
      const topic = own[0]?.name;
      const seconds = sum(own.map(({ duration }) => duration ?? 0));
      const ofCalls = sum(own.map(({ callId }) => lengths.get(callId) ?? 0));
      const minutes = Math.round(seconds / 60);
      const percentOfCalls = Math.round((100 * seconds) / ofCalls);
      return { key: [-minutes, topic], row: { topic, calls: own.length, minutes, percentOfCalls } };
    }),
  );
}
