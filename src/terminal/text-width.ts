import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

/** Columns that a text takes on a terminal, whatever its colours. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** The text, cut with an ellipsis where it is wider than so many columns. */
export function truncated(text: string, columns: number): string {
  let cut = text;
  // The two packages do not agree on the width of every character.
  for (let room = columns; widthOf(cut) > columns; room -= 1) cut = cliTruncate(text, room);
  return cut;
}

/** The text with spaces up to so many columns, behind it or before it. */
export function padded(text: string, columns: number, align: 'left' | 'right'): string {
  const spaces = ' '.repeat(Math.max(0, columns - widthOf(text)));
  return align === 'left' ? text + spaces : spaces + text;
}
