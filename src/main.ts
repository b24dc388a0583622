import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCli } from './cli.ts';
import { toConnectorError } from './errors.ts';
import { createOutput } from './protocol/output.ts';
import { descriptorSink } from './protocol/sink.ts';
import { errorTrace } from './protocol/trace.ts';

/** A reader that has stopped must not keep the process from ending when it is told to. */
const SHUTDOWN_GRACE_MS = 5_000;

const ending = new AbortController();
// Every stream and every request listens.
setMaxListeners(0, ending.signal);
let endingSignal: NodeJS.Signals | undefined;

const sink = descriptorSink(1);
let printed: Promise<void> = Promise.resolve();

function stopWriting(error: unknown): void {
  process.exitCode = 1;
  // A reader that leaves, such as `head`, is no fault; everything else is told where it can still be read.
  const isClosed = error instanceof Error && 'code' in error && error.code === 'EPIPE';
  if (!isClosed) process.stderr.write(`source-gong: stdout cannot be written: ${String(error)}\n`);
  ending.abort(error);
}

const output = createOutput(sink, stopWriting);

/** Help and the like, for people. */
async function print(text: string, previous: Promise<void>): Promise<void> {
  await previous;
  await sink(Buffer.from(text));
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    endingSignal = signal;
    ending.abort(new Error(`ended by ${signal}`));
  });
}

// A defect outside of every promise that is awaited still has to be told, and in its place.
process.once('uncaughtException', (error) => {
  process.exitCode = 1;
  output.message(errorTrace(toConnectorError(error)));
  ending.abort(error);
});

try {
  const code = await runCli(process.argv.slice(2), {
    output,
    signal: ending.signal,
    memory: { limit: process.constrainedMemory(), used: () => process.memoryUsage.rss() },
    isDebug: process.env['LOG_LEVEL']?.toLowerCase() === 'debug',
    print(text) {
      printed = print(text, printed).catch(stopWriting);
    },
  });
  process.exitCode ??= code;
} catch (error) {
  process.exitCode = 1;
  if (!ending.signal.aborted) output.message(errorTrace(toConnectorError(error)));
}

// What fails here has been told of above.
await Promise.race([
  output.flush().catch(() => {}),
  ...(endingSignal === undefined ? [] : [sleep(SHUTDOWN_GRACE_MS)]),
]);
if (endingSignal !== undefined) process.kill(process.pid, endingSignal);
