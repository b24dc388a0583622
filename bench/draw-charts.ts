import type { Chart } from './part.ts';

const LINE = 22;
const LABELS = 190;
const BARS = 460;
const WIDTH = 780;
const COLOURS = { ours: '#2563eb', other: '#94a3b8' };

/** Groups of horizontal bars, each group to a scale of its own. */
export function drawCharts(charts: readonly Chart[]): string {
  const parts: string[] = [];
  let y = 8;
  for (const { title, bars } of charts) {
    y += LINE;
    parts.push(`<text x="8" y="${y}" font-weight="bold">${escape(title)}</text>`);
    const longest = Math.max(...bars.map(({ value }) => value));
    for (const { label, value, text } of bars) {
      y += LINE;
      const length = Math.max(1, (value / longest) * BARS).toFixed(1);
      const isOther = /^(?:peer|floor|node)/.test(label);
      parts.push(
        `<text x="${LABELS - 8}" y="${y}" text-anchor="end">${escape(label)}</text>`,
        `<rect x="${LABELS}" y="${y - 12}" width="${length}" height="15" fill="${isOther ? COLOURS.other : COLOURS.ours}"/>`,
        `<text x="${LABELS + Number(length) + 6}" y="${y}">${escape(text)}</text>`,
      );
    }
    y += LINE / 2;
  }
  const height = y + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
