import { Command, CommanderError } from 'commander';
import type { CommandContext, PeopleContext, ProtocolContext } from '../commands/command-context.ts';
import type { Memory } from '../commands/memory-guard.ts';
import type { OpenTokenStore } from '../commands/token-keeping.ts';
import type { Environment } from '../config/source.ts';
import { toConnectorError } from '../base/errors.ts';
import type { MessageOutput, Output } from '../protocol/output.ts';
import { errorTrace } from '../protocol/trace.ts';
import { isShowableMessage } from '../base/showable-message.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { TextOutput } from '../terminal/text-output.ts';

export { Argument, Option, type Command } from 'commander';

/** What the process lends to the commands. */
export interface ProcessContext {
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly isDebug: boolean;
  readonly nodeVersion: string;
  readonly environment: Environment;
  readonly memory: Memory;
  /** Plain text on stdout, for people. */
  readonly print: (text: string) => void;
  /** Settles when all of it is written. Rejects where it cannot be. */
  readonly printed: () => Promise<void>;
  readonly terminal: Terminal;
  /** From now on a defect that nothing else catches is reported there, in place of stdout. */
  readonly reportDefectsTo: (output: MessageOutput) => void;
}

/** Two command lines that show a verb in use, each with what it does. */
export type Examples = readonly [Example, Example];
export type Example = readonly [line: string, description: string];

/** Options that every verb has. */
export interface CommonOptions {
  readonly debug?: boolean;
  /** Only of verbs that show how far they are. */
  readonly quiet?: boolean;
}

/** The exit code of a wrong command line. */
const USAGE_EXIT_CODE = 2;

export const EXIT_CODES = `Exit codes: 0 done; 1 failed, and stderr says why; 2 the command line is wrong, or there is no
config; 130 and 143 ended by Ctrl-C or SIGTERM.`;

/** People wait for so long without asking why: another command has made the requests of that second. */
const LONGEST_QUIET_WAIT_MS = 5_000;

const FIRST_STEPS: Examples = [
  ['source-gong init', 'asks for an API key, checks it, and writes config.json'],
  ['source-gong sync --to gong', 'brings the files in the folder gong up to date'],
];

function formatExamples(examples: Examples): string {
  return ['Examples:', ...examples.map(([line, text]) => `  ${line}\n      ${text}`)].join('\n');
}

/** A command line under construction: verbs are added to it, then it runs one. */
export class CommandLine {
  readonly process: ProcessContext;
  readonly #program: Command;
  #exitCode = 0;

  constructor(name: string, description: string, version: string, processContext: ProcessContext) {
    this.process = processContext;
    this.#program = new Command(name)
      .description(description)
      .version(version)
      .configureOutput({ writeOut: processContext.print, outputError: writeShowable })
      .addHelpText('after', `\n${EXIT_CODES}\n\n${formatExamples(FIRST_STEPS)}`)
      .exitOverride();
  }

  /** Adds a verb; its options and its action are for the caller to add. */
  command(name: string, description: string, examples: Examples): Command {
    return this.#program
      .command(name)
      .description(description)
      .option('--debug', 'log more')
      .addHelpText('after', `\n${formatExamples(examples)}`)
      .exitOverride();
  }

  /** Adds a verb that only programs use. */
  hiddenCommand(name: string): Command {
    return this.#program.command(name, { hidden: true }).exitOverride();
  }

  /**
   * Runs a verb of the protocol: all that it says goes to stdout as messages. Where stderr is a terminal and stdout is
   * none, warnings and errors appear on the terminal as well. `run` returns the exit code.
   */
  async runProtocol(
    options: CommonOptions,
    run: (context: ProtocolContext) => Promise<number>,
  ): Promise<void> {
    const { createLog } = await import('../protocol/log.ts');
    const isQuiet = options.quiet === true;
    const text = await this.#textForWatcher();
    const output = await this.#watchedOutput(text, isQuiet);
    const log = createLog(output, this.#isDebug(options) ? 'debug' : 'info');
    try {
      const context = { ...this.#context(), longestQuietWaitMs: 0, openTokenStore: keptByPlatform(output) };
      this.#exitCode = await run({ ...context, output, log, text: isQuiet ? undefined : text });
    } catch (error) {
      if (!(error instanceof CommanderError || this.process.signal.aborted))
        text?.message(errorTrace(toConnectorError(error)));
      throw error;
    }
  }

  /** Runs a verb for people: what it says of itself goes to stderr as text. `run` returns the exit code. */
  async runForPeople(
    options: CommonOptions,
    run: (context: PeopleContext) => Promise<number>,
  ): Promise<void> {
    const { createLog } = await import('../protocol/log.ts');
    const { print, printed, signal } = this.process;
    const output = await this.#text();
    this.process.reportDefectsTo(output);
    const level = options.quiet === true ? 'error' : 'warn';
    const log = createLog(output, this.#isDebug(options) ? 'debug' : level);
    try {
      const context = {
        ...this.#context(),
        longestQuietWaitMs: LONGEST_QUIET_WAIT_MS,
        openTokenStore: keptInFile(output),
      };
      this.#exitCode = await run({ ...context, output, log, print, printed });
    } catch (error) {
      if (error instanceof CommanderError) throw error;
      this.#exitCode = 1;
      if (!signal.aborted) output.message(errorTrace(toConnectorError(error)));
    }
  }

  /** Ends the command line as a wrong one. `message` says what is wrong with it. */
  refuse(message: string): never {
    return this.#program.error(`error: ${message}`);
  }

  /** Runs the words of a command line (without node and script). Returns the exit code. */
  async run(words: readonly string[]): Promise<number> {
    // npm passes on the `--` behind which it takes nothing for itself, and so do scripts.
    const [first, ...rest] = words;
    try {
      await this.#program.parseAsync(first === '--' ? rest : words, { from: 'user' });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      return error.exitCode === 0 ? 0 : USAGE_EXIT_CODE;
    }
    return this.#exitCode;
  }

  async #text(): Promise<TextOutput> {
    const { createTextOutput } = await import('../terminal/text-output.ts');
    const { writeErrorLine } = await import('../terminal/error-line.ts');
    return createTextOutput((line) => writeErrorLine(this.process.terminal, line));
  }

  /** What a person sees beside the messages on stdout; undefined where nobody watches, or sees stdout itself. */
  async #textForWatcher(): Promise<TextOutput | undefined> {
    const { isStdoutTerminal, isStderrTerminal } = this.process.terminal;
    return isStderrTerminal && !isStdoutTerminal ? await this.#text() : undefined;
  }

  async #watchedOutput(text: TextOutput | undefined, isQuiet: boolean): Promise<Output> {
    const { output } = this.process;
    if (text === undefined) return output;
    const { watchedOutput } = await import('../terminal/watched-output.ts');
    return watchedOutput(output, text, isQuiet ? ['ERROR'] : ['WARN', 'ERROR']);
  }

  #isDebug({ debug }: CommonOptions): boolean {
    return this.process.isDebug || debug === true;
  }

  #context(): Omit<CommandContext, 'output' | 'log' | 'longestQuietWaitMs' | 'openTokenStore'> {
    const { signal, memory, terminal } = this.process;
    return { signal, memory, terminal, now: Date.now() };
  }
}

/** Loaded when it is needed, as all that commands do is. */
function keptByPlatform(output: Output): OpenTokenStore {
  return async ({ file }, log) => {
    const { controlTokenStore } = await import('../commands/control-token-store.ts');
    return controlTokenStore(file, output, log);
  };
}

function keptInFile(output: MessageOutput): OpenTokenStore {
  return async (config, log) => {
    const { fileTokenStore } = await import('../commands/file-token-store.ts');
    return fileTokenStore(config, output, log);
  };
}

/** The parser repeats words that it does not know. One of them may be a config, with its secrets, in place of its path. */
function writeShowable(message: string, write: (text: string) => void): void {
  write(
    isShowableMessage(message)
      ? message
      : 'error: a word of the command line is not known, is one too many, or has a value that cannot be used. It is not shown here, since it may hold a secret. A config is given by the path of its file: --config <file>. See source-gong --help.\n',
  );
}
