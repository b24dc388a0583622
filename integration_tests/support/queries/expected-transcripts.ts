import type { Row } from '../../../test-kit/duckdb.ts';
import { sentencesOf, titleOf, type Company, type Party } from './company.ts';
import { inOrder } from './rows.ts';

export function longestMonologues(company: Company): Row[] {
  const monologues = sentencesOf(company).filter(({ sentenceNumber }) => sentenceNumber === 1);
  const rows = monologues.map(({ call, monologue, monologueNumber, speaker }) => {
    const { sentences } = monologue;
    const milliseconds = (sentences?.at(-1)?.end ?? 0) - (sentences?.[0]?.start ?? 0);
    const seconds = Math.round(milliseconds / 1000);
    const row = { callTitle: titleOf(call), ...namesOf(speaker), seconds };
    return { key: [-seconds, call?.id, monologueNumber], row };
  });
  return inOrder(rows).slice(0, 10);
}

function namesOf(speaker: Party | undefined): Row {
  return { speakerName: speaker?.name ?? null, affiliation: speaker?.affiliation ?? null };
}

export function searchTranscripts(company: Company): Row[] {
  const sentences = sentencesOf(company);
  const found = sentences.flatMap(({ call, transcript, speaker, sentence }, index) => {
    if (!/security officer/i.test(sentence.text ?? '')) return [];
    const [before, after] = [sentences[index - 1], sentences[index + 1]];
    const callStarted = new Date(transcript.started ?? '');
    const row = {
      callStarted,
      callTitle: titleOf(call),
      speakerName: speaker?.name ?? null,
      sentenceBefore: before?.transcript === transcript ? before.sentence.text : null,
      text: sentence.text,
      sentenceAfter: after?.transcript === transcript ? after.sentence.text : null,
    };
    return [{ key: [-callStarted.getTime(), transcript.callId, sentence.start], row }];
  });
  return inOrder(found).slice(0, 20);
}
