import { readConfig } from '../config/config.ts';
import { readJsonFile } from '../config/json-file.ts';
import { replacePrivateFile, tryReplacement } from '../config/private-file.ts';
import { renewedConfig } from '../config/renewed-config.ts';
import type { ConfigSource } from '../config/source.ts';
import { ConfigError } from '../base/errors.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { isShowablePath } from '../base/showable-path.ts';
import { AUTHENTICATE_AGAIN, type TokenStore } from '../gong/tokens.ts';
import type { Log } from '../protocol/log.ts';
import type { MessageOutput } from '../protocol/output.ts';

/** For a shell: renewed tokens are written back to the file of the config. Throws a ConfigError where there is none. */
export function fileTokenStore(
  given: JsonObject,
  source: ConfigSource,
  output: MessageOutput,
  log: Log,
): TokenStore {
  if (source.kind !== 'file') {
    throw new ConfigError(
      'OAuth needs a config file that can be written: Gong takes each refresh token once, and the next one has to be kept for the next run. Name the file with --config <file>, or sign in with an access key.',
    );
  }
  const { path } = source;
  const name = isShowablePath(path) ? path : 'the config file';
  // The file as it is now, since it may have been edited, and another run may have renewed the tokens.
  const current = async (): Promise<JsonObject | undefined> => {
    const file = await readJsonFile(path, 'config', new AbortController().signal).catch(() => undefined);
    return isJsonObject(file) ? file : undefined;
  };
  return {
    async prepare() {
      log.debug(`The OAuth tokens are renewed, and written to ${name}.`);
      try {
        await tryReplacement(path, textOf(given));
      } catch (cause) {
        throw new ConfigError(
          `The OAuth tokens have to be renewed, and the config file cannot be written (${codeOf(cause)}): ${name}. ${remedyFor(cause)} Nothing was renewed.`,
          { cause, isGeneral: true },
        );
      }
    },
    async read() {
      const file = await current();
      const tokens = file === undefined ? undefined : tokensIn(file);
      if (tokens !== undefined) output.addSecrets([tokens.refreshToken, tokens.accessToken ?? '']);
      return tokens;
    },
    async save(tokens) {
      output.addSecrets([tokens.refreshToken, tokens.accessToken ?? '']);
      try {
        await replacePrivateFile(path, textOf(renewedConfig((await current()) ?? given, tokens)));
      } catch (cause) {
        throw new ConfigError(
          `The OAuth tokens were renewed, and could not be written to the config file (${codeOf(cause)}): ${name}. They are lost. ${AUTHENTICATE_AGAIN}`,
          { cause, isGeneral: true },
        );
      }
    },
  };
}

function tokensIn(file: JsonObject): Awaited<ReturnType<TokenStore['read']>> {
  try {
    const { credentials } = readConfig(file).config;
    return credentials.type === 'OAuth2.0' ? credentials : undefined;
  } catch {
    // Somebody is editing it.
    return undefined;
  }
}

function textOf(config: JsonObject): string {
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

function remedyFor(cause: unknown): string {
  if (codeOf(cause) === 'EBUSY') {
    return 'It is mounted by itself, so that it cannot be replaced in one piece: mount its folder instead.';
  }
  return codeOf(cause) === 'ENOTFILE'
    ? 'Name an ordinary file with --config.'
    : 'Let the user that runs this write the file and its folder.';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
