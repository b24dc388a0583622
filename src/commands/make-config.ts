import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GivenConfig } from '../config/source.ts';
import { ConfigError } from '../base/errors.ts';
import { withFullStartDate } from '../base/start-date.ts';
import type { JsonObject } from '../base/json-object.ts';
import { isShowablePath } from '../base/showable-path.ts';
import { describeCheck } from './check-report.ts';
import type { PeopleContext } from './command-context.ts';
import { loadConfig } from './load-config.ts';
import { tryStreams } from './try-streams.ts';
import { writeConfig } from './write-config.ts';

/** What is decided on the way to a config file, by the person at the terminal or by options. */
export interface Decisions {
  say(text: string): void;
  /** How wide that may be. */
  readonly columns: number;
  /** Is asked for again when a check has failed and `afterFailure` says so. */
  config(): Promise<GivenConfig>;
  /** Whether the file that stands there may be replaced. */
  mayReplace(file: string): Promise<boolean>;
  afterFailure(): Promise<'ask again' | 'write' | 'stop'>;
}

/** Makes a config, checks it and writes it to a file. Returns whether it was written. */
export async function makeConfig(
  path: string,
  decisions: Decisions,
  context: PeopleContext,
): Promise<boolean> {
  const file = isShowablePath(path) ? path : 'the file';
  if (!existsSync(dirname(path))) {
    throw new ConfigError(
      `The folder of ${file} does not exist. Make it, or name another file with --output.`,
    );
  }
  const exists = existsSync(path);
  if (exists && !(await decisions.mayReplace(file))) {
    decisions.say(`Nothing was written: ${file} stays as it was. Name another file with --output.`);
    return false;
  }
  const config = await checkedConfig(decisions, context);
  if (config === undefined) {
    decisions.say('Nothing was written.');
    return false;
  }
  await writeConfig(path, config, exists);
  decisions.say(
    `Written: ${file}. It holds the secret; only you can read it.\nNext: source-gong sync --config ${file} --to gong --dry-run`,
  );
  return true;
}

async function checkedConfig(decisions: Decisions, context: PeopleContext): Promise<JsonObject | undefined> {
  for (;;) {
    const given = await decisions.config();
    const config = await loadConfig(given, context);
    decisions.say('Asking Gong for each stream …');
    const checked = await tryStreams(config, context);
    const redact = (text: string): string => context.output.redact(text);
    decisions.say(
      describeCheck(config.credentials, checked, { columns: decisions.columns, redact }).trimEnd(),
    );
    if (checked.failure === undefined) return withFullStartDate(given.config);
    const next = await decisions.afterFailure();
    if (next === 'write') return withFullStartDate(given.config);
    if (next === 'stop') return undefined;
  }
}
