import wrapAnsi from 'wrap-ansi';

/**
 * Breaks a text at blanks into lines of at most so many columns, each behind this indent. Within a word only where that
 * is wider than a whole line. What a line begins with blanks for stays indented where it is broken.
 */
export function wrapText(text: string, columns: number, indent = ''): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const own = indent + (/^ */.exec(line)?.[0] ?? '');
      return linesOf(line, columns - own.length).map((each) => (each === '' ? '' : own + each));
    })
    .join('\n');
}

function linesOf(line: string, room: number): string[] {
  const text = line.trimStart();
  return room === Infinity ? [text] : wrapAnsi(text, Math.max(1, room), { hard: true }).split('\n');
}
