import { setMaxListeners } from 'node:events';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { runCli } from './cli.ts';
import { toConnectorError } from './base/errors.ts';
import { createOutput, type MessageOutput } from './protocol/output.ts';
import { descriptorSink } from './protocol/sink.ts';
import { errorTrace } from './protocol/trace.ts';
import { untilReaderStalls } from './base/shutdown.ts';

const ending = new AbortController();
// Every stream and every request listens.
setMaxListeners(0, ending.signal);

/** The signal that told the process to end. */
let endingSignal: 'SIGTERM' | 'SIGINT' | undefined;

const progress = { lastMs: performance.now() };
const sink = descriptorSink(1, () => {
  progress.lastMs = performance.now();
});
let printed: Promise<void> = Promise.resolve();

/** Why stdout cannot be written; for the end, when nothing is drawn on stderr any more. */
let writeFailure: string | undefined;

function stopWriting(error: unknown): void {
  // All that was still to be printed fails of the same.
  if (ending.signal.reason === error) return;
  process.exitCode = 1;
  // A reader that leaves, such as `head`, is no fault; everything else is told where it can still be read.
  const isClosed = error instanceof Error && 'code' in error && error.code === 'EPIPE';
  if (!isClosed) writeFailure ??= `source-gong: stdout cannot be written: ${String(error)}\n`;
  ending.abort(error);
}

const output = createOutput(sink, stopWriting);

/** Where a defect is reported: in the protocol's messages, unless a verb for people has begun. */
let defects: MessageOutput = output;

/** Help and the like, for people. */
async function print(text: string, previous: Promise<void>): Promise<void> {
  await previous;
  await sink(Buffer.from(text));
}

/** The one that shows the process to a person. */
function terminalStream(): NodeJS.WriteStream | undefined {
  if (isatty(2)) return process.stderr;
  return isatty(1) ? process.stdout : undefined;
}

let isErrorStreamOpen: boolean | undefined;

/** Writes to stderr as long as anybody can read it. That nobody can is no reason to read less. */
function writeError(text: string): void {
  if (isErrorStreamOpen === undefined) {
    process.stderr.on('error', () => {
      isErrorStreamOpen = false;
    });
    isErrorStreamOpen = true;
  }
  if (isErrorStreamOpen) process.stderr.write(text);
}

const signalled = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // A second one changes nothing: npx passes on a Ctrl-C that the terminal has sent to all.
    process.on(signal, () => {
      if (endingSignal !== undefined) return;
      endingSignal = signal;
      ending.abort(new Error(`ended by ${signal}`));
      resolve();
    });
  }
});

// A defect outside of every promise that is awaited still has to be told, and in its place.
let hasDefect = false;
process.on('uncaughtException', (error) => {
  // What follows from the first, while the process ends, says nothing new.
  if (hasDefect) return;
  hasDefect = true;
  process.exitCode = 1;
  defects.message(errorTrace(toConnectorError(error)));
  ending.abort(error);
});

try {
  const code = await runCli(process.argv.slice(2), {
    output,
    signal: ending.signal,
    memory: { limit: process.constrainedMemory(), used: () => process.memoryUsage.rss() },
    environment: process.env,
    nodeVersion: process.versions.node,
    isDebug: process.env['LOG_LEVEL']?.toLowerCase() === 'debug',
    terminal: {
      isStdoutTerminal: isatty(1),
      isStderrTerminal: isatty(2),
      // A terminal that does not know its size says 0.
      get columns() {
        return terminalStream()?.columns || 80;
      },
      get rows() {
        return terminalStream()?.rows || 24;
      },
      onResize(listener) {
        const stream = terminalStream();
        stream?.on('resize', listener);
        return {
          [Symbol.dispose]() {
            stream?.off('resize', listener);
          },
        };
      },
      writeError,
    },
    print(text) {
      printed = print(text, printed);
      printed.catch(stopWriting);
    },
    printed: () => printed,
    reportDefectsTo(text) {
      defects = text;
    },
  });
  process.exitCode ??= code;
} catch (error) {
  process.exitCode = 1;
  if (!ending.signal.aborted) defects.message(errorTrace(toConnectorError(error)));
}

// `stopWriting` has noted what fails here.
await Promise.race([output.flush().catch(() => {}), signalled.then(() => untilReaderStalls(progress))]);
if (writeFailure !== undefined) writeError(writeFailure);
if (endingSignal !== undefined) {
  process.removeAllListeners(endingSignal);
  process.kill(process.pid, endingSignal);
  // A signal does not end the first process of a container, so that one exits with the code that a shell gives to it.
  process.exit(128 + constants.signals[endingSignal]);
}
