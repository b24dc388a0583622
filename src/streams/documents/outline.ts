import { numberAt, objectAt, objectsAt } from '../../base/json-fields.ts';
import { formatPosition } from '../../base/position.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { lineAt } from './line-at.ts';
import { escapeBlock, escapeInline } from './markdown.ts';

/** A part of a call that Gong has found and named. */
export interface Section {
  readonly name: string;
  readonly startSeconds: number;
}

const UNNAMED = 'A section without a name';

/** Adds the lines of the outline, with times, as the call went. Returns whether there are any. */
export function addOutline(lines: string[], call: JsonObject): boolean {
  const parts = partsOf(call);
  for (const part of parts) {
    addEntry(lines, part, sectionName(part), '- ');
    for (const item of byStart(objectsAt(part, 'items'))) addEntry(lines, item, lineAt(item, 'text'), '  - ');
  }
  return parts.length > 0;
}

/** Returns the sections of which it is known when they begin, as they follow each other. */
export function sectionsOf(call: JsonObject): Section[] {
  return partsOf(call).flatMap((part) => {
    const startSeconds = numberAt(part, 'startTime');
    return startSeconds === undefined ? [] : [{ name: sectionName(part), startSeconds }];
  });
}

function partsOf(call: JsonObject): readonly JsonObject[] {
  return byStart(objectsAt(objectAt(call, 'content'), 'outline'));
}

function sectionName(part: JsonObject): string {
  return lineAt(part, 'section') ?? UNNAMED;
}

function addEntry(lines: string[], timed: JsonObject, text: string | undefined, bullet: string): void {
  if (text === undefined) return;
  const startSeconds = numberAt(timed, 'startTime');
  if (startSeconds === undefined) lines.push(`${bullet}${escapeBlock(text)}`);
  else lines.push(`${bullet}${formatPosition(startSeconds)} ${escapeInline(text)}`);
}

/** Gong sends them in any order. Those without a time are last. */
function byStart(timed: readonly JsonObject[]): readonly JsonObject[] {
  const isInOrder = timed.every((each, index) => {
    const before = timed[index - 1];
    return before === undefined || startOf(before) <= startOf(each);
  });
  return isInOrder ? timed : timed.toSorted((one, other) => startOf(one) - startOf(other));
}

function startOf(timed: JsonObject): number {
  return numberAt(timed, 'startTime') ?? Number.MAX_VALUE;
}
