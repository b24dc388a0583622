import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { shownCodeOf } from '../base/error-code.ts';
import { ConfigError } from '../base/errors.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { isShowablePath } from '../base/showable-path.ts';
import { readAddress } from '../config/address.ts';
import { exactJson } from '../config/exact-json.ts';
import { lockFile } from '../config/file-lock.ts';
import { readJsonFile } from '../config/json-file.ts';
import { ROOM_BYTES, tryCreation, tryReplacement } from '../config/private-file.ts';
import type { OAuthApp } from '../gong/token-request.ts';
import { writeConfig } from './write-config.ts';

/** The config file of a login, which may be there already: then everything but its credentials stays. */
export interface LoginFile {
  /** For messages. */
  readonly name: string;
  readonly baseUrl: string;
  /** Whether something else would be lost than tokens. */
  readonly hasOtherCredentials: boolean;
  /** The app that it signs in with. */
  readonly clientId: string | undefined;
  /** What is known of the app: by the options, or by the file. */
  appFor(options: {
    readonly clientId: string | undefined;
    readonly clientSecret: string | undefined;
  }): Partial<OAuthApp>;
  /** Puts these into the file as it is by then; `onWait` is called where a run that renews its tokens is waited for. Throws a ConfigError where it signs in with something else meanwhile. */
  write(credentials: JsonObject, onWait: () => void): Promise<void>;
}

/** Throws a ConfigError where the file could not be written in the end, before anybody is asked for anything. */
export async function openLoginFile(
  path: string,
  givenAddress: string | undefined,
  signal: AbortSignal,
): Promise<LoginFile> {
  const name = isShowablePath(path) ? path : 'the file of --output';
  if (!existsSync(dirname(path))) {
    throw new ConfigError(
      `The folder of ${name} does not exist. Make it, or name another file with --output.`,
    );
  }
  const exists = existsSync(path);
  const config = exists ? await readExisting(path, name, signal) : {};
  const bytes = Buffer.byteLength(JSON.stringify(config, undefined, 2)) + ROOM_BYTES;
  await tryWriting(name, () => (exists ? tryReplacement : tryCreation)(path, bytes));
  const given = givenAddress === undefined ? {} : { api_base_url: givenAddress };
  const address = config['api_base_url'] ?? givenAddress;
  const { baseUrl, faults } = readAddress(
    typeof address === 'string' && address !== '' ? address : undefined,
  );
  if (faults.length > 0) throw new ConfigError(`The address of the API ${faults.join('; it ')}.`);
  const credentials = credentialsOf(config);
  const isOAuth = credentials['auth_type'] === 'OAuth2.0';
  const known = isOAuth ? textAt(credentials, 'client_id') : undefined;
  return {
    name,
    baseUrl,
    hasOtherCredentials: exists && !isOAuth,
    clientId: known,
    appFor({ clientId = known, clientSecret }) {
      const isKnown = isOAuth && clientId === known;
      const secret = clientSecret ?? (isKnown ? textAt(credentials, 'client_secret') : undefined);
      return {
        ...(clientId === undefined ? {} : { clientId }),
        ...(secret === undefined ? {} : { clientSecret: secret }),
      };
    },
    async write(written, onWait) {
      if (existsSync(path) !== exists) throw changedMeanwhile(name);
      if (!exists) return await writeConfig(path, { ...given, credentials: written }, false);
      // A run may be renewing its tokens.
      await using _lock = await lockFile(path, signal, onWait);
      const json = exactJson();
      const current = await readExisting(path, name, signal, json.parse);
      if (identityOf(current) !== identityOf(config)) throw changedMeanwhile(name);
      const renewed = { ...given, ...current, credentials: written };
      return await writeConfig(path, renewed, true, json.format);
    },
  };
}

async function readExisting(
  path: string,
  name: string,
  signal: AbortSignal,
  parse?: (text: string) => unknown,
): Promise<JsonObject> {
  const config = await readJsonFile(path, 'config', signal, parse);
  if (isJsonObject(config)) return config;
  throw new ConfigError(`${name} holds no config. Name another file with --output.`);
}

async function tryWriting(name: string, attempt: () => Promise<void>): Promise<void> {
  try {
    await attempt();
  } catch (cause) {
    throw new ConfigError(
      `${name} cannot be written (${shownCodeOf(cause)}). Check the path and its permissions.`,
      { cause },
    );
  }
}

function changedMeanwhile(name: string): ConfigError {
  return new ConfigError(
    `${name} was changed while this ran, and signs in with something else now. It was left alone. Run the same command again, or name another file with --output.`,
  );
}

/** Whose credentials a config has, and where. */
function identityOf(config: JsonObject): string {
  const { auth_type, client_id, access_key } = credentialsOf(config);
  return JSON.stringify([config['api_base_url'], auth_type, client_id, access_key]);
}

function credentialsOf({ credentials }: JsonObject): JsonObject {
  return isJsonObject(credentials) ? credentials : {};
}

function textAt(value: JsonObject, key: string): string | undefined {
  const text = value[key];
  return typeof text === 'string' && text !== '' ? text : undefined;
}
