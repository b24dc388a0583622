import type { JsonObject } from '../base/json-object.ts';
import { formatPosition } from '../base/position.ts';
import { wrapText } from '../terminal/wrap.ts';
import { numberAt, objectsAt } from '../base/json-fields.ts';
import { lineAt } from './call-fields.ts';

/** Returns the lines of a transcript: who speaks from when on, and below it what is said. */
export function formatTranscript(
  transcript: JsonObject | undefined,
  parties: readonly JsonObject[],
  width: number,
  indent: string,
): string[] {
  if (transcript === undefined) return [`${indent}Gong has none of this call, or not yet.`];
  const nameOf = createNaming(parties);
  return objectsAt(transcript, 'transcript').map((monologue) => {
    const sentences = objectsAt(monologue, 'sentences');
    const startMs = sentences[0] === undefined ? undefined : numberAt(sentences[0], 'start');
    const position = startMs === undefined ? '' : `${formatPosition(startMs / 1_000)}  `;
    const text = sentences.map((sentence) => lineAt(sentence, 'text')).join(' ');
    const speaker = wrapText(position + nameOf(lineAt(monologue, 'speakerId')), width, indent);
    return `${speaker}\n${wrapText(text, width, indent.repeat(2))}`;
  });
}

/** Speakers whose party is not known, or has no name, are numbered as they come. */
function createNaming(parties: readonly JsonObject[]): (speakerId: string) => string {
  const names = new Map<string, string>();
  for (const party of parties) {
    const speakerId = lineAt(party, 'speakerId');
    const name = lineAt(party, 'name') || lineAt(party, 'emailAddress');
    // Who was only invited has no id; of two under one id the first counts, as in the streams.
    if (speakerId !== '' && name !== '' && !names.has(speakerId)) names.set(speakerId, name);
  }
  let unknown = 0;
  return (speakerId) => {
    const known = names.get(speakerId);
    if (known !== undefined) return known;
    unknown += 1;
    const name = `Speaker ${unknown}`;
    names.set(speakerId, name);
    return name;
  };
}
