import { formatInstant } from '../base/instant.ts';
import { formatCount } from './figures.ts';
import type { StreamProgress } from './followed-stream.ts';
import type { Paint } from './paint.ts';
import { padded, widthOf } from './text-width.ts';

interface Column {
  readonly header: string;
  readonly align: 'left' | 'right';
  readonly cell: (stream: StreamProgress) => string;
}

const GAP = '  ';

const NAME: Column = { header: 'stream', align: 'left', cell: ({ name }) => name };
const RECORDS: Column = { header: 'records', align: 'right', cell: recordsOf };
/** As wide from the start as it will be, or all would move with the first time. */
const NEWEST: Column = { header: 'newest (UTC)    ', align: 'left', cell: newestOf };
const REQUESTS: Column = {
  header: 'requests',
  align: 'right',
  cell: ({ requests }) => formatCount(requests),
};

const SHORTEST_BAR = 8;
const LONGEST_BAR = 30;

const BAR_STYLES = { READING: 'cyan', COMPLETE: 'green', INCOMPLETE: 'red' } as const;

/** One line a stream under a line of headers. What is not so important is left out where the terminal is narrow. */
export function streamTable(
  streams: readonly StreamProgress[],
  { columns, paint, hasBars }: { readonly columns: number; readonly paint: Paint; readonly hasBars: boolean },
): string[] {
  const widthOfColumn = ({ header, cell }: Column): number =>
    Math.max(widthOf(header), ...streams.map((stream) => widthOf(cell(stream))));
  const chosen = [NAME, RECORDS];
  // The mark before the name, and its gap.
  let left = columns - 2 - widthOfColumn(NAME) - GAP.length - widthOfColumn(RECORDS);
  for (const column of [NEWEST, REQUESTS]) {
    const width = GAP.length + widthOfColumn(column);
    if (width > left) break;
    chosen.push(column);
    left -= width;
  }
  const barWidth =
    hasBars && left >= GAP.length + SHORTEST_BAR ? Math.min(LONGEST_BAR, left - GAP.length) : 0;
  const widths = chosen.map(widthOfColumn);
  const lineOf = (cells: readonly string[], bar: string): string => {
    const texts = cells.map((cell, index) =>
      padded(cell, widths[index] ?? 0, chosen[index]?.align ?? 'left'),
    );
    return (barWidth === 0 ? texts : texts.toSpliced(1, 0, bar)).join(GAP);
  };
  const headers = lineOf(
    chosen.map(({ header }) => header),
    ' '.repeat(barWidth),
  );
  return [
    paint('dim', `  ${headers}`),
    ...streams.map((stream) => {
      const cells = chosen.map(({ cell }) => cell(stream));
      return `${markOf(stream, paint)} ${lineOf(cells, barOf(stream, barWidth, paint))}`;
    }),
  ];
}

function markOf({ ended, records, requests }: StreamProgress, paint: Paint): string {
  if (ended === 'COMPLETE') return paint('green', '✓');
  if (ended === 'INCOMPLETE') return paint('red', '✗');
  return records + requests > 0 ? paint('cyan', '●') : paint('dim', '○');
}

function recordsOf({ records, expected, ended }: StreamProgress): string {
  const isKnown = expected !== undefined && expected >= records && ended !== 'COMPLETE';
  return isKnown ? `${formatCount(records)} of ${formatCount(expected)}` : formatCount(records);
}

function newestOf({ newest }: StreamProgress): string {
  return newest === -Infinity ? '' : formatInstant(newest).slice(0, 16).replace('T', ' ');
}

function barOf({ records, expected, ended }: StreamProgress, width: number, paint: Paint): string {
  const share = ended === 'COMPLETE' ? 1 : Math.min(1, records / (expected ?? Infinity));
  const full = Math.floor(share * width);
  return paint(BAR_STYLES[ended ?? 'READING'], '━'.repeat(full)) + paint('dim', '─'.repeat(width - full));
}
