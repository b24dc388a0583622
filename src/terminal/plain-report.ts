import { formatInstant, SECOND, type Instant } from '../base/instant.ts';
import { formatDuration } from '../base/duration.ts';
import type { SyncEmitter } from '../sync/events.ts';
import { writeErrorLine } from './error-line.ts';
import { formatCount } from './figures.ts';
import { streamLine, summaryLines } from './summary-lines.ts';
import type { SyncProgress, SyncProgressOptions } from './sync-progress.ts';
import type { Terminal } from './terminal.ts';

/** Writes what happens in a sync as lines that stay, each with its time, until it is disposed of: then a summary. */
export class PlainReport implements Disposable {
  readonly #progress: SyncProgress;
  readonly #terminal: Terminal;
  readonly #clock: () => Instant;

  constructor(progress: SyncProgress, terminal: Terminal, options: SyncProgressOptions) {
    const { events, clock } = options;
    this.#progress = progress;
    this.#terminal = terminal;
    this.#clock = clock;
    this.writeLine(startLine(options));
    this.#followWaits(events);
  }

  writeLine(line: string): void {
    writeErrorLine(this.#terminal, `${formatInstant(this.#clock())} ${line}`);
  }

  [Symbol.dispose](): void {
    const progress = this.#progress.current;
    for (const line of [...progress.streams.map(streamLine), ...summaryLines(progress)]) this.writeLine(line);
  }

  /** Requests that go out together are all asked to wait until the same moment, or nearly so. */
  #followWaits(events: SyncEmitter): void {
    let written: Instant = -Infinity;
    events.on('wait', ({ until }) => {
      const leftMs = until - this.#clock();
      if (leftMs < SECOND / 2 || until < written + SECOND) return;
      written = until;
      this.writeLine(`Gong asked for a pause until ${formatInstant(until)} (${formatDuration(leftMs)})`);
    });
  }
}

function startLine({ streams, requestsPerSecond, dailyRequestLimit }: SyncProgressOptions): string {
  const names = streams.map(({ name }) => name).join(', ');
  const limits = `${requestsPerSecond} requests a second and ${formatCount(dailyRequestLimit)} a day`;
  return `Reading ${names}, with at most ${limits}`;
}
