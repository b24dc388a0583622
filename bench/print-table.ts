import type { Row } from './part.ts';

const HEADING = { what: 'what', goal: 'goal', figure: 'figure', verdict: 'reached' };

/** The table for a terminal. */
export function printTable(rows: readonly Row[]): string {
  const lines = [HEADING, ...rows.map((row) => ({ ...row, verdict: verdict(row) }))];
  const width = (key: keyof typeof HEADING): number => Math.max(...lines.map((line) => line[key].length));
  const widths = { what: width('what'), goal: width('goal'), figure: width('figure') };
  return lines
    .map(({ what, goal, figure, verdict: last }) =>
      [what.padEnd(widths.what), goal.padStart(widths.goal), figure.padStart(widths.figure), last].join('  '),
    )
    .join('\n');
}

function verdict({ reached }: Row): string {
  if (reached === undefined) return '';
  return reached ? 'yes' : 'NO';
}
