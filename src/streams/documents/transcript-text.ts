import type { JsonObject } from '../../base/json-object.ts';
import { formatPosition } from '../../base/position.ts';
import { escapeHeading, escapeInline } from './markdown.ts';
import type { Section } from './outline.ts';
import { distinctName, numberedSpeaker, type Speaker } from './people.ts';
import { turnsOf, type Turn } from './turns.ts';

/** Where Gong does not even say that it was the same voice. */
const NOBODY: Pick<Speaker, 'name' | 'affiliation'> = { name: 'Unknown speaker', affiliation: undefined };

/** Returns the paragraphs of a transcript, with a heading for each section in which somebody speaks. */
export function transcriptParagraphs(
  transcript: JsonObject,
  sections: readonly Section[],
  speakers: readonly Speaker[],
): string[] {
  const speakerOf = createNaming(speakers);
  // Where all are on one side, to say so each time would only be in the way.
  const areSidesShown = new Set(speakers.map(({ affiliation }) => affiliation)).size > 1;
  let section: Section | undefined;
  return turnsOf(transcript, sections).flatMap((turn) => {
    const speaker = turn.speakerId === undefined ? NOBODY : speakerOf(turn.speakerId);
    const paragraph = `${label(speaker, turn, areSidesShown)} ${escapeInline(turn.text)}`;
    if (turn.section === undefined || turn.section === section) return [paragraph];
    section = turn.section;
    return [`### ${escapeHeading(`${section.name} (${formatPosition(section.startSeconds)})`)}`, paragraph];
  });
}

/** `**Ann Lee** (External, 12:30):` */
function label(
  { name, affiliation }: Pick<Speaker, 'name' | 'affiliation'>,
  { startMs }: Turn,
  isSideShown: boolean,
): string {
  const side = isSideShown && affiliation !== 'Unknown' ? affiliation : undefined;
  const position = startMs === undefined ? undefined : formatPosition(startMs / 1_000);
  const remarks = [side, position].filter((remark) => remark !== undefined);
  const bold = `**${escapeInline(name)}**`;
  return remarks.length === 0 ? `${bold}:` : `${bold} (${escapeInline(remarks.join(', '))}):`;
}

/** Speakers that are no party of the call are numbered behind those who are, as they come. */
function createNaming(speakers: readonly Speaker[]): (speakerId: string) => Speaker {
  // Of two under one id the first counts, as in the rows of sentences.
  const known = new Map(speakers.toReversed().map((speaker) => [speaker.speakerId, speaker]));
  const taken = new Set(speakers.map(({ name }) => name));
  let number = 0;
  return (speakerId) => {
    const found = known.get(speakerId);
    if (found !== undefined) return found;
    do number += 1;
    while (taken.has(numberedSpeaker(number)));
    const name = distinctName(numberedSpeaker(number), taken);
    const speaker = { speakerId, name, affiliation: undefined };
    known.set(speakerId, speaker);
    return speaker;
  };
}
