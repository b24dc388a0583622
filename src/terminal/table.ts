import { wrapText } from './wrap.ts';

const GAP = '  ';

/** A narrower last column would have a word a line. */
const NARROWEST_LAST_COLUMN = 24;

/**
 * Returns rows as a table whose last column is wrapped to the width of the terminal. Where there is no room for that,
 * each row becomes a paragraph with a line for each of its cells.
 */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): string {
  const widths = headings.map((_heading, index) =>
    Math.max(...[headings, ...rows].flatMap((row) => linesOf(row[index])).map(({ length }) => length)),
  );
  const lastWidth = widths.pop() ?? 0;
  const room = columns - widths.reduce((sum, width) => sum + width + GAP.length, 0);
  if (room < Math.min(lastWidth, NARROWEST_LAST_COLUMN))
    return `${rows.map((row) => formatParagraph(headings, row, columns)).join('\n\n')}\n`;
  return [headings, ...rows].map((row) => `${formatRow(row, widths, room)}\n`).join('');
}

function formatRow(row: readonly string[], widths: readonly number[], room: number): string {
  const cells = [...row.slice(0, -1), wrapText(row.at(-1) ?? '', room)].map(linesOf);
  const height = Math.max(...cells.map(({ length }) => length));
  const lines = Array.from({ length: height }, (_line, index) =>
    cells
      .map((cell, column) => (cell[index] ?? '').padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
  return lines.join('\n');
}

/** The first cell is its title. */
function formatParagraph(
  [, ...headings]: readonly string[],
  [title = '', ...cells]: readonly string[],
  columns: number,
): string {
  const labelWidth = Math.max(...headings.map(({ length }) => length)) + GAP.length;
  const indent = ' '.repeat(GAP.length + labelWidth);
  const lines = cells.map(
    (cell, index) =>
      GAP + (headings[index] ?? '').padEnd(labelWidth) + wrapText(cell, columns, indent).trimStart(),
  );
  return [title, ...lines].join('\n');
}

function linesOf(cell = ''): string[] {
  return cell.split('\n');
}
