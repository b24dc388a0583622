import { wrapText } from './wrap.ts';

const GAP = '  ';

/** A narrower last column would have a word a line. */
const NARROWEST_LAST_COLUMN = 24;

export interface Table {
  readonly headings: readonly string[];
  /** A cell may have several lines. */
  readonly rows: readonly (readonly string[])[];
  /** Stands below it, such as where to find what it leaves out. */
  readonly note?: string;
}

/**
 * Returns the first of these tables, the widest and fullest first, that fits on a terminal with its last column wrapped.
 * Where none does, each row of the first becomes a paragraph with a line for each of its cells.
 */
export function formatTable(tables: readonly [Table, ...Table[]], columns: number): string {
  for (const { headings, rows, note } of tables) {
    const widths = widthsOf(headings, rows);
    const lastWidth = widths.pop() ?? 0;
    const room = columns - widths.reduce((sum, width) => sum + width + GAP.length, 0);
    const words = rows.flatMap((row) => (row.at(-1) ?? '').split(/\s/));
    const narrowest = Math.max(NARROWEST_LAST_COLUMN, ...words.map(({ length }) => length));
    if (room < Math.min(lastWidth, narrowest)) continue;
    const table = [headings, ...rows].map((row) => `${formatRow(row, widths, room)}\n`).join('');
    return note === undefined ? table : `${table}\n${wrapText(note, columns)}\n`;
  }
  const [{ headings, rows }] = tables;
  return `${rows.map((row) => formatParagraph(headings, row, columns)).join('\n\n')}\n`;
}

function widthsOf(headings: readonly string[], rows: Table['rows']): number[] {
  return headings.map((_heading, index) =>
    Math.max(...[headings, ...rows].flatMap((row) => linesOf(row[index])).map(({ length }) => length)),
  );
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
