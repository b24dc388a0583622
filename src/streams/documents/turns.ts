import { MINUTE } from '../../base/instant.ts';
import { numberAt, objectsAt, rawTextAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { lineAt } from './line-at.ts';
import { oneLine } from './markdown.ts';
import type { Section } from './outline.ts';

/** What somebody says until another one speaks, another section begins, or the time has to be told again. */
export interface Turn {
  readonly speakerId: string | undefined;
  /** Undefined before the first section. */
  readonly section: Section | undefined;
  /** From the start of the recording; undefined where no sentence says when it begins. */
  readonly startMs: number | undefined;
  readonly text: string;
}

interface Timed {
  readonly startMs: number | undefined;
}

interface TimedSection {
  readonly section: Section;
  readonly startMs: number;
}

/** What goes on without a break. */
interface Passage extends Turn {
  /** When its last sentence begins, where that is known. */
  readonly lastStartMs: number | undefined;
}

/** After this the time is told anew: a quotation is to be found in the recording, also of those who speak for an hour. */
const LONGEST_MS = 2 * MINUTE;

/** Returns what was said in the order of time. `sections` are in that order as well. */
export function turnsOf(transcript: JsonObject, sections: readonly Section[]): Turn[] {
  const timed = sections.map((section) => ({ section, startMs: startOfSectionMs(section) }));
  const passages: Passage[] = [];
  for (const monologue of objectsAt(transcript, 'transcript')) addPassages(passages, monologue, timed);
  const turns: Passage[] = [];
  for (const passage of byStart(passages)) {
    const last = turns.at(-1);
    if (last === undefined || !isOneTurn(last, passage)) turns.push(passage);
    else turns[turns.length - 1] = joined(last, passage);
  }
  return turns;
}

/** Cuts a monologue where a section begins, and where it has gone on for long. */
function addPassages(passages: Passage[], monologue: JsonObject, sections: readonly TimedSection[]): void {
  const speakerId = lineAt(monologue, 'speakerId');
  const sentences = byStart(
    objectsAt(monologue, 'sentences').map((sentence) => ({
      startMs: numberAt(sentence, 'start'),
      text: rawTextAt(sentence, 'text'),
    })),
  );
  let startMs = sentences.find(hasStart)?.startMs;
  for (let from = 0; from < sentences.length;) {
    const index = sectionIndex(sections, startMs);
    const endMs = Math.min(sections[index + 1]?.startMs ?? Infinity, (startMs ?? Infinity) + LONGEST_MS);
    let next = from + 1;
    while (next < sentences.length && !isFrom(sentences[next]?.startMs, endMs)) next += 1;
    const passage = next - from === sentences.length ? sentences : sentences.slice(from, next);
    const text = oneLine(passage.map((sentence) => sentence.text).join(' '));
    const lastStartMs = passage.findLast(hasStart)?.startMs;
    const section = sections[index]?.section;
    if (text !== '') passages.push({ speakerId, section, startMs, lastStartMs, text });
    from = next;
    startMs = sentences[from]?.startMs;
  }
}

function isFrom(startMs: number | undefined, instantMs: number): boolean {
  return startMs !== undefined && startMs >= instantMs;
}

/** The last section that has begun by then, or -1: what has no time at all stands before everything. */
function sectionIndex(sections: readonly TimedSection[], startMs = -Infinity): number {
  return sections.findLastIndex((section) => section.startMs <= startMs);
}

/** Two without an id may be two people. */
function isOneTurn(last: Passage, next: Passage): boolean {
  if (last.speakerId === undefined || last.speakerId !== next.speakerId) return false;
  return last.section === next.section && !isFrom(next.lastStartMs, (last.startMs ?? Infinity) + LONGEST_MS);
}

function joined(last: Passage, next: Passage): Passage {
  return { ...last, lastStartMs: next.lastStartMs ?? last.lastStartMs, text: `${last.text} ${next.text}` };
}

/** Gong's seconds may have a fraction that no binary number hits. */
function startOfSectionMs({ startSeconds }: Section): number {
  return Math.round(startSeconds * 1_000);
}

/** What says nothing of its time stays behind what it came behind. */
function byStart<Item extends Timed>(items: readonly Item[]): readonly Item[] {
  let knownMs = -Infinity;
  const placed = items.map((timed) => {
    knownMs = timed.startMs ?? knownMs;
    return { timed, placeMs: knownMs };
  });
  const isOrdered = placed.every(
    ({ placeMs }, index) => index === 0 || (placed[index - 1]?.placeMs ?? 0) <= placeMs,
  );
  if (isOrdered) return items;
  return placed.toSorted((one, other) => compare(one.placeMs, other.placeMs)).map(({ timed }) => timed);
}

/** Also of two that have no time at all. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one - other;
}

function hasStart({ startMs }: Timed): boolean {
  return startMs !== undefined;
}
