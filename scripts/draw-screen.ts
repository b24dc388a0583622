import { textOf, type Cell } from '../test-kit/terminal-screen.ts';

/** Of the picture, in pixels. */
const CELL = { width: 8.4, height: 20 };
const MARGIN = 16;
const FONT_SIZE = 14;

const BACKGROUND = '#0d1117';
const FOREGROUND = '#e6edf3';

/** By the codes of a terminal: red, green, yellow, cyan. */
const COLOURS: ReadonlyMap<string, string> = new Map([
  ['31', '#ff7b72'],
  ['32', '#3fb950'],
  ['33', '#d29922'],
  ['36', '#39c5cf'],
]);

/** Draws the lines of a terminal as an SVG. */
export function drawScreen(lines: readonly (readonly Cell[])[], columns: number): string {
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = lines.length * CELL.height + 2 * MARGIN;
  const texts = lines.flatMap((line, row) =>
    runsOf(line).map(({ column, cells }) => drawRun(cells, column, row)),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT_SIZE}">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${BACKGROUND}"/>`,
    ...texts,
    '</svg>\n',
  ].join('\n');
}

interface Run {
  readonly column: number;
  readonly cells: Cell[];
}

/** Cells of one style, without the space around them. */
function runsOf(line: readonly Cell[]): Run[] {
  const runs: Run[] = [];
  for (const [column, cell] of line.entries()) {
    const last = runs.at(-1);
    const isNext = last !== undefined && last.column + last.cells.length === column;
    const isGap = cell.character === ' ' && line[column + 1]?.character === ' ';
    if (isGap || (cell.character === ' ' && !isNext)) continue;
    if (isNext && String(last.cells[0]?.style) === String(cell.style)) last.cells.push(cell);
    else if (cell.character !== ' ') runs.push({ column, cells: [cell] });
  }
  return runs;
}

/** The length is set, so that the columns stand one below the other in every font. */
function drawRun(cells: readonly Cell[], column: number, row: number): string {
  const text = textOf(cells).trimEnd();
  const style = cells[0]?.style ?? [];
  const fill = style.map((code) => COLOURS.get(code)).find((colour) => colour !== undefined) ?? FOREGROUND;
  const attributes = [
    `x="${(MARGIN + column * CELL.width).toFixed(1)}"`,
    `y="${MARGIN + row * CELL.height + FONT_SIZE}"`,
    `textLength="${(text.length * CELL.width).toFixed(1)}"`,
    `fill="${fill}"`,
    ...(style.includes('2') ? ['opacity="0.55"'] : []),
    ...(style.includes('1') ? ['font-weight="bold"'] : []),
  ];
  return `<text ${attributes.join(' ')}>${escape(text)}</text>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
