import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { Memory } from './commands/memory-guard.ts';
import type { CommandContext } from './commands/command-context.ts';
import type { Output } from './protocol/output.ts';
import { isShowableMessage } from './showable-message.ts';

/** What the process lends to the commands. */
export interface ProcessContext {
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly isDebug: boolean;
  readonly memory: Memory;
  /** Plain text on stdout, for people. */
  readonly print: (text: string) => void;
}

/** The exit code of a wrong command line. */
const USAGE_EXIT_CODE = 2;

/**
 * Runs one command line (without node and script). Returns the exit code. Each command loads its own code, so
 * that `spec` does not wait for an HTTP client.
 */
export async function runCli(argv: readonly string[], processContext: ProcessContext): Promise<number> {
  let exitCode = 0;
  const run = async (options: { readonly debug?: boolean }): Promise<CommandContext> => {
    const { createLog } = await import('./protocol/log.ts');
    const level = processContext.isDebug || options.debug === true ? 'debug' : 'info';
    return {
      output: processContext.output,
      log: createLog(processContext.output, level),
      signal: processContext.signal,
      memory: processContext.memory,
      now: Date.now(),
    };
  };

  const program = new Command('source-gong')
    .description(packageJson.description)
    .version(packageJson.version)
    .configureOutput({ writeOut: processContext.print, outputError: writeShowable })
    .exitOverride();
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).option('--debug', 'log more').exitOverride();

  command('spec', 'print the specification of the config').action(async () => {
    const { sendSpec } = await import('./commands/spec.ts');
    sendSpec(processContext.output);
  });
  command('check', 'tell whether the config and its credentials work')
    .requiredOption('--config <file>', 'the config, a JSON file')
    .action(async (options: { readonly config: string; readonly debug?: boolean }) => {
      const { check } = await import('./commands/check.ts');
      await check(options.config, await run(options));
    });
  command('discover', 'print the catalog of streams')
    .requiredOption('--config <file>', 'the config, a JSON file')
    .action(async (options: { readonly config: string; readonly debug?: boolean }) => {
      const { discover } = await import('./commands/discover.ts');
      await discover(options.config, await run(options));
    });
  command('read', 'read the configured streams')
    .requiredOption('--config <file>', 'the config, a JSON file')
    .requiredOption('--catalog <file>', 'the configured catalog, a JSON file')
    .option('--state <file>', 'the states of the last sync, a JSON file')
    .action(
      async (options: {
        readonly config: string;
        readonly catalog: string;
        readonly state?: string;
        readonly debug?: boolean;
      }) => {
        const { read } = await import('./commands/read.ts');
        exitCode = (await read(options, await run(options))) ? 0 : 1;
      },
    );
  sandboxCommand(command('sandbox', 'run a local Gong with invented data')).action(
    async ({ latencyMs, ...options }: { readonly latencyMs?: number }) => {
      const { runSandbox } = await import('./commands/sandbox.ts');
      const latency = latencyMs === undefined ? {} : { latencyMilliseconds: latencyMs };
      const start = runSandbox({ ...options, ...latency }, processContext.print, processContext.signal);
      await start.catch((error: unknown) => {
        // An option out of its range, or a port that is taken.
        program.error(`error: ${error instanceof Error ? error.message : String(error)}`);
      });
    },
  );

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
  }
  return exitCode;
}

/** The parser repeats words that it does not know. One of them may be a config, with its secrets, in place of its path. */
function writeShowable(message: string, write: (text: string) => void): void {
  write(
    isShowableMessage(message)
      ? message
      : 'error: a word of the command line is not known, is one too many, or has a value that cannot be used. It is not shown here, since it may hold a secret. A config is given by the path of its file: --config <file>. See source-gong --help.\n',
  );
}

function sandboxCommand(command: Command): Command {
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
