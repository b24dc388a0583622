import type { GivenConfig } from '../config/source.ts';
import { ConfigError } from '../base/errors.ts';
import { writeErrorLine } from '../terminal/error-line.ts';
import { Cancelled, openPrompts } from '../terminal/prompts.ts';
import type { PeopleContext } from './command-context.ts';
import { askForDecisions } from './init-questions.ts';
import { makeConfig } from './make-config.ts';

export type InitOutcome = 'written' | 'not written' | 'cancelled' | 'nobody to ask';

/** Asks the person at the terminal for a config. `isForced` stands for every yes. */
export async function initByAsking(
  path: string,
  isForced: boolean,
  context: PeopleContext,
): Promise<InitOutcome> {
  const prompts = openPrompts(context.signal);
  if (prompts === undefined) return 'nobody to ask';
  try {
    const isWritten = await makeConfig(path, askForDecisions(prompts, isForced), context);
    return isWritten ? 'written' : 'not written';
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    prompts.say('Nothing was written.');
    return 'cancelled';
  }
}

/** Asks nobody: the config is given, and `isForced` stands for every yes. */
export async function initFrom(
  given: GivenConfig,
  path: string,
  isForced: boolean,
  context: PeopleContext,
): Promise<InitOutcome> {
  const { terminal } = context;
  const isWritten = await makeConfig(
    path,
    {
      say: (text) => writeErrorLine(terminal, text),
      columns: terminal.isStderrTerminal ? terminal.columns : Infinity,
      config: () => Promise.resolve(given),
      mayReplace(file) {
        if (isForced) return Promise.resolve(true);
        return Promise.reject(
          new ConfigError(
            `There is ${file} already. Name another file with --output, or add --force to replace it.`,
          ),
        );
      },
      afterFailure: () => Promise.resolve(isForced ? 'write' : 'stop'),
    },
    context,
  );
  return isWritten ? 'written' : 'not written';
}
