import { writeErrorLine } from './error-line.ts';
import { abilitiesOf } from './abilities.ts';
import { createPaint } from './paint.ts';
import { PlainReport } from './plain-report.ts';
import { SyncProgress, type SyncProgressOptions } from './sync-progress.ts';
import type { Terminal } from './terminal.ts';
import type { TextOutput } from './text-output.ts';

export interface FollowOptions extends SyncProgressOptions {
  readonly terminal: Terminal;
  /** What the command says of itself appears among the lines, or above what is drawn. */
  readonly output: TextOutput;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Shows a sync on stderr until it is disposed of: drawn on a terminal, as lines elsewhere; a summary in the end. */
export async function followSync(options: FollowOptions): Promise<Disposable> {
  const { terminal, output, environment } = options;
  const progress = new SyncProgress(options);
  const { isLive, hasColors, breaksLines } = abilitiesOf(environment, terminal.isStderrTerminal);
  if (!isLive) {
    const report = new PlainReport(progress, terminal, options);
    output.writeLinesTo((line) => report.writeLine(line));
    return report;
  }
  // No other run has to load what draws.
  const { LiveDisplay } = await import('./live-display.ts');
  const display = new LiveDisplay(progress, terminal, { paint: createPaint(hasColors), breaksLines });
  output.writeLinesTo((line) => display.writeLine(line));
  return {
    [Symbol.dispose]() {
      output.writeLinesTo((line) => writeErrorLine(terminal, line));
      display[Symbol.dispose]();
    },
  };
}
