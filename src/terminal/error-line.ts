import type { Terminal } from './terminal.ts';
import { wrapText } from './wrap.ts';

/** Writes a line to stderr; on a terminal no word of it is broken. */
export function writeErrorLine(terminal: Terminal, line: string): void {
  const text = terminal.isStderrTerminal ? wrapText(line, terminal.columns) : line;
  terminal.writeError(`${text}\n`);
}
