import { stripVTControlCharacters } from 'node:util';

const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** Marks that turn the direction of text round, for the rest of the line if their end is missing. */
const DIRECTIONS = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';

/** Controls but line feed, and those marks: both can make a terminal lie. */
const CONTROLS = new RegExp(`[^\\P{Cc}\\n]|[${DIRECTIONS}]`, 'gu');

/** Those of them that JSON lets stand as they are. */
const CONTROLS_IN_JSON = new RegExp(`[\\u007f-\\u009f\\u2028\\u2029${DIRECTIONS}]`, 'gu');

/** Takes out of a text what a terminal would obey instead of showing it. Line ends stay, as `\n`. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(LINE_ENDS, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(CONTROLS, '');
}

/** The same on one line, with single blanks. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/\s+/g, ' ').trim();
}

/** Returns a JSON text of the same meaning in which a terminal finds nothing to obey. */
export function escapeControls(json: string): string {
  return json.replaceAll(
    CONTROLS_IN_JSON,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
