import { InvalidArgumentError, Option, type Command, type CommandLine } from './command-line.ts';

export function addSandbox(line: CommandLine): void {
  const command = line.command('sandbox', 'run a local Gong with invented data', [
    ['source-gong sandbox --port 8080', 'prints its address and a config for it, and runs until Ctrl-C'],
    ['source-gong sandbox --calls 20000 --days 300 --latency-ms 1000', 'is a larger and slower company'],
  ]);
  withOptions(command).action(async ({ latencyMs, ...options }: { readonly latencyMs?: number }) => {
    const { runSandbox } = await import('../commands/sandbox.ts');
    const { print, signal } = line.process;
    const latency = latencyMs === undefined ? {} : { latencyMilliseconds: latencyMs };
    await runSandbox({ ...options, ...latency }, print, signal).catch((error: unknown) => {
      // An option out of its range, or a port that is taken.
      line.refuse(error instanceof Error ? error.message : String(error));
    });
  });
}

function withOptions(command: Command): Command {
  return command
    .option('--port <n>', 'port on 127.0.0.1 (default: any free one)', number)
    .option('--seed <n>', 'the same seed gives the same data', number)
    .option('--calls <n>', 'how many calls there are', number)
    .option('--days <n>', 'over how many days they are spread', number)
    .option('--until <instant>', 'where the data ends (default: now)')
    .option('--users <n>', 'how many users there are', number)
    .option('--latency-ms <n>', 'wait before every answer', number)
    .option('--latency-jitter <share>', 'share of the latency by which a wait is longer or shorter', number)
    .option('--requests-per-second <n>', 'the rate limit; 0 lifts it', number)
    .option('--daily-request-limit <n>', 'the quota of a day', number)
    .option('--cursor-minutes <n>', 'how long a cursor lives', number)
    .option('--offset <offset>', 'the time-zone offset of the company, such as +02:00')
    .addOption(
      new Option('--order <order>', 'the order of lists').choices([
        'ascending',
        'descending',
        'scattered',
        'ascending-but-for-the-last',
      ]),
    )
    .option(
      '--totals <rule>',
      'totalRecords: right, zero, negative, missing, capped, half, double or a number',
      totals,
    )
    .option('--count-lead', 'let totals count calls that are not published yet')
    .option('--short-pages <share>', 'share of the pages that hold fewer records than they can', number)
    .option('--late-share <share>', 'share of the calls that stay hidden until they are published', number)
    .option('--late-within-days <n>', 'how many days before the end a late call can lie', number)
    .option(
      '--clock <instant>',
      'a clock by which calls appear and change; it moves with POST /sandbox/clock',
    )
    .option('--edited-share <share>', 'share of the calls that are edited, with a clock', number)
    .option('--deleted-share <share>', 'share of the calls that are deleted, with a clock', number)
    .option('--no-sees-calls', 'credentials whose owner may see no calls')
    .option('--resign-media', 'sign media URLs anew at every request')
    .option('--page-cache-megabytes <n>', 'memory for pages that are asked for again', number)
    .option('--extensive-kilobytes <n>', 'size of an extensive call', number);
}

/** What is no number is a rule, and the sandbox knows which there are. */
function totals(text: string): number | string {
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('It must be a number from 0 up.');
  }
  return value;
}
