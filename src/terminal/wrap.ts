import wrapAnsi from 'wrap-ansi';

/** Breaks a text into lines of at most so many columns, each behind this indent. */
export function wrapText(text: string, columns: number, indent = ''): string {
  const room = Math.max(1, columns - indent.length);
  const lines = columns === Infinity ? text : wrapAnsi(text, room, { hard: true });
  return lines
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n');
}
