import { stripVTControlCharacters } from 'node:util';

/** Controls but tab and line feed, and the marks that turn the direction of text round: both can make a terminal lie. */
const CONTROLS = /[^\P{Cc}\t\n]|[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Takes out of a text what a terminal would obey instead of showing it. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text).replaceAll(CONTROLS, '');
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plainText(text.replaceAll(/\s+/g, ' ')).trim();
}
