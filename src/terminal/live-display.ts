import { Writable } from 'node:stream';
import { createLogUpdate } from 'log-update';
import { writeErrorLine } from './error-line.ts';
import type { Paint } from './paint.ts';
import { progressLines } from './progress-lines.ts';
import { streamTable } from './stream-table.ts';
import { summaryLines } from './summary-lines.ts';
import type { SyncProgress } from './sync-progress.ts';
import type { Terminal } from './terminal.ts';
import { truncated } from './text-width.ts';

/** Often enough for a number to seem alive. */
const INTERVAL_MS = 200;

/** Draws how far a sync is, again and again in the same place, until it is disposed of: then a summary stands there. */
export class LiveDisplay implements Disposable {
  readonly #progress: SyncProgress;
  readonly #terminal: Terminal;
  readonly #paint: Paint;
  readonly #draw: ReturnType<typeof createLogUpdate>;
  readonly #timer: NodeJS.Timeout;

  constructor(progress: SyncProgress, terminal: Terminal, paint: Paint) {
    this.#progress = progress;
    this.#terminal = terminal;
    this.#paint = paint;
    // A cursor that is never hidden need not be brought back, however the process ends.
    this.#draw = createLogUpdate(new TerminalStream(terminal), { showCursor: true });
    this.#timer = setInterval(() => this.#refresh(), INTERVAL_MS);
    this.#timer.unref();
    this.#refresh();
  }

  /** Writes a line above what is drawn. */
  writeLine(line: string): void {
    this.#draw.clear();
    writeErrorLine(this.#terminal, line);
    this.#refresh();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#draw.clear();
    const { columns } = this.#terminal;
    const progress = this.#progress.current;
    const table = streamTable(progress.streams, { columns, paint: this.#paint, hasBars: false });
    for (const line of table) this.#terminal.writeError(`${truncated(line, columns)}\n`);
    for (const line of summaryLines(progress)) writeErrorLine(this.#terminal, line);
  }

  #refresh(): void {
    this.#draw(progressLines(this.#progress.current, this.#terminal.columns, this.#paint).join('\n'));
  }
}

/** A terminal as the library wants it: it looks at the size each time that it draws. */
class TerminalStream extends Writable {
  readonly isTTY = true;
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
  }

  get columns(): number {
    return this.#terminal.columns;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  override _write(text: string | Buffer, _encoding: BufferEncoding, onWritten: () => void): void {
    this.#terminal.writeError(String(text));
    onWritten();
  }
}
