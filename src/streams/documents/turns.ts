import { numberAt, objectsAt, rawTextAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { lineAt } from './line-at.ts';
import { oneLine } from './markdown.ts';
import type { Section } from './outline.ts';

/** What somebody says until another one speaks, or another section begins. */
export interface Turn {
  readonly speakerId: string | undefined;
  /** Undefined before the first section. */
  readonly section: Section | undefined;
  /** From the start of the recording; undefined where no sentence says when it begins. */
  readonly startMs: number | undefined;
  readonly text: string;
}

interface Timed<Item> {
  readonly item: Item;
  readonly startMs: number | undefined;
}

/** Returns what was said in the order of time. `sections` are in that order as well. */
export function turnsOf(transcript: JsonObject, sections: readonly Section[]): Turn[] {
  const monologues = objectsAt(transcript, 'transcript').map((monologue) => {
    const sentences = byStart(
      objectsAt(monologue, 'sentences').map((item) => ({ item, startMs: numberAt(item, 'start') })),
    );
    return { item: { monologue, sentences }, startMs: sentences.find(hasStart)?.startMs };
  });
  const turns: Turn[] = [];
  let next = 0;
  for (const { item, startMs } of byStart(monologues)) {
    const text = oneLine(item.sentences.map((sentence) => rawTextAt(sentence.item, 'text')).join(' '));
    if (text === '') continue;
    // What has no time at all stands before everything.
    const placeMs = startMs ?? -Infinity;
    while (startOfSectionMs(sections[next]) <= placeMs) next += 1;
    const turn = {
      speakerId: lineAt(item.monologue, 'speakerId'),
      section: sections[next - 1],
      startMs,
      text,
    };
    const last = turns.at(-1);
    // Two without an id may be two people.
    const goesOn =
      last?.speakerId !== undefined && last.speakerId === turn.speakerId && last.section === turn.section;
    if (goesOn) turns[turns.length - 1] = { ...last, text: `${last.text} ${text}` };
    else turns.push(turn);
  }
  return turns;
}

/** Gong's seconds may have a fraction that no binary number hits. */
function startOfSectionMs(section: Section | undefined): number {
  return section === undefined ? Infinity : Math.round(section.startSeconds * 1_000);
}

/** What says nothing of its time stays behind what it came behind. */
function byStart<Item>(items: readonly Timed<Item>[]): readonly Timed<Item>[] {
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

function hasStart({ startMs }: Timed<unknown>): boolean {
  return startMs !== undefined;
}
