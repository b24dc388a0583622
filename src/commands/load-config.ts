import { readConfig, type Config } from '../config.ts';
import { readJsonFile } from '../json-file.ts';
import type { Output } from '../protocol/output.ts';
import { redactionOf } from '../protocol/redaction.ts';
import { secretsOf } from '../secrets.ts';

/** Reads the config file; from then on its secrets are masked. Throws a ConfigError that names every fault. */
export function loadConfig(path: string, output: Output): Config {
  const file = readJsonFile(path, 'config');
  output.redactWith(redactionOf(secretsOf(file)));
  return readConfig(file);
}
