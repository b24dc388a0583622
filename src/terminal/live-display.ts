import { Writable } from 'node:stream';
import { createLogUpdate } from 'log-update';
import type { Abilities } from './abilities.ts';
import { writeErrorLine } from './error-line.ts';
import type { Paint } from './paint.ts';
import { progressLines } from './progress-lines.ts';
import { streamTable } from './stream-table.ts';
import { summaryLines } from './summary-lines.ts';
import type { SyncProgress } from './sync-progress.ts';
import type { Terminal } from './terminal.ts';
import { truncated, widthOf } from './text-width.ts';

/** To the line above, and nothing is left of it. */
const ERASE_LINE_ABOVE = '\u001B[1A\u001B[2K';

/**
 * What is drawn fits. Some terminals become narrower a moment before they say so: what is drawn then is cut, or it would
 * take more lines than are counted.
 */
const WRAPS_OFF = '\u001B[?7l';
const WRAPS_ON = '\u001B[?7h';

/** Often enough for a number to seem alive. */
const INTERVAL_MS = 200;

/** Draws how far a sync is, again and again in the same place, until it is disposed of: then a summary stands there. */
export class LiveDisplay implements Disposable {
  readonly #progress: SyncProgress;
  readonly #terminal: Terminal;
  readonly #paint: Paint;
  readonly #breaksLines: boolean;
  readonly #draw: ReturnType<typeof createLogUpdate>;
  readonly #timer: NodeJS.Timeout;
  readonly #resizing: Disposable;
  #drawn: readonly string[] = [];

  constructor(
    progress: SyncProgress,
    terminal: Terminal,
    { paint, breaksLines }: { readonly paint: Paint } & Pick<Abilities, 'breaksLines'>,
  ) {
    this.#progress = progress;
    this.#terminal = terminal;
    this.#paint = paint;
    this.#breaksLines = breaksLines;
    // A cursor that is never hidden need not be brought back, however the process ends.
    this.#draw = createLogUpdate(new TerminalStream(terminal), { showCursor: true });
    this.#timer = setInterval(() => this.#refresh(), INTERVAL_MS);
    this.#timer.unref();
    this.#resizing = terminal.onResize(() => this.#drawAnew());
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
    this.#resizing[Symbol.dispose]();
    this.#draw.clear();
    const { columns } = this.#terminal;
    const progress = this.#progress.current;
    const table = streamTable(progress.streams, { columns, paint: this.#paint, hasBars: false });
    for (const line of table) this.#terminal.writeError(`${truncated(line, columns)}\n`);
    for (const line of summaryLines(progress)) writeErrorLine(this.#terminal, line);
  }

  #refresh(): void {
    const { columns, rows } = this.#terminal;
    const lines = progressLines(this.#progress.current, columns, this.#paint);
    this.#draw(lines.join('\n'));
    // What does not fit above the line of the cursor is not drawn.
    this.#drawn = lines.slice(-Math.max(1, rows - 1));
  }

  /** A terminal that has become narrower has broken lines, of which the library knows nothing: it would leave some of them. */
  #drawAnew(): void {
    const { columns } = this.#terminal;
    const added = this.#drawn.map((line) => Math.max(0, Math.ceil(widthOf(line) / columns) - 1));
    const count = this.#breaksLines ? added.reduce((sum, each) => sum + each, 0) : 0;
    this.#terminal.writeError(ERASE_LINE_ABOVE.repeat(count));
    this.#draw.clear();
    this.#refresh();
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
    this.#terminal.writeError(`${WRAPS_OFF}${String(text)}${WRAPS_ON}`);
    onWritten();
  }
}
