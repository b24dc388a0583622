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

/** Returns the lines of the outline, with times, as the call went. */
export function outlineLines(call: JsonObject): string[] {
  return partsOf(call).flatMap((part) => [
    entry(part, sectionName(part), ''),
    ...byStart(objectsAt(part, 'items'))
      .map((item) => entry(item, lineAt(item, 'text'), '  '))
      .filter((line) => line !== ''),
  ]);
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

function entry(timed: JsonObject, text: string | undefined, indent: string): string {
  if (text === undefined) return '';
  const startSeconds = numberAt(timed, 'startTime');
  if (startSeconds === undefined) return `${indent}- ${escapeBlock(text)}`;
  return `${indent}- ${formatPosition(startSeconds)} ${escapeInline(text)}`;
}

/** Gong sends them in any order. Those without a time are last. */
function byStart(timed: readonly JsonObject[]): readonly JsonObject[] {
  return timed.toSorted((one, other) => startOf(one) - startOf(other));
}

function startOf(timed: JsonObject): number {
  return numberAt(timed, 'startTime') ?? Number.MAX_VALUE;
}
