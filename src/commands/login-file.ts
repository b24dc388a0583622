import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError } from '../base/errors.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { isShowablePath } from '../base/showable-path.ts';
import { readAddress } from '../config/address.ts';
import { readJsonFile } from '../config/json-file.ts';
import { tryReplacement } from '../config/private-file.ts';
import type { OAuthApp } from '../gong/token-request.ts';
import { writeConfig } from './write-config.ts';

/** The config file of a login, which may be there already: then everything but its credentials stays. */
export interface LoginFile {
  /** For messages. */
  readonly name: string;
  readonly config: JsonObject;
  readonly baseUrl: string;
  /** Whether something else would be lost than tokens. */
  readonly hasOtherCredentials: boolean;
  /** What is known of the app: by the options, or by the file. */
  appFor(options: {
    readonly clientId: string | undefined;
    readonly clientSecret: string | undefined;
  }): Partial<OAuthApp>;
  write(config: JsonObject): Promise<void>;
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
  const given = givenAddress === undefined ? {} : { api_base_url: givenAddress };
  const address = config['api_base_url'] ?? givenAddress;
  const { baseUrl, faults } = readAddress(
    typeof address === 'string' && address !== '' ? address : undefined,
  );
  if (faults.length > 0) throw new ConfigError(`The address of the API ${faults.join('; it ')}.`);
  const credentials = isJsonObject(config['credentials']) ? config['credentials'] : {};
  const isOAuth = credentials['auth_type'] === 'OAuth2.0';
  return {
    name,
    config: { ...given, ...config },
    baseUrl,
    hasOtherCredentials: exists && !isOAuth,
    appFor({ clientId = isOAuth ? textAt(credentials, 'client_id') : undefined, clientSecret }) {
      const isKnown = isOAuth && clientId === textAt(credentials, 'client_id');
      const secret = clientSecret ?? (isKnown ? textAt(credentials, 'client_secret') : undefined);
      return {
        ...(clientId === undefined ? {} : { clientId }),
        ...(secret === undefined ? {} : { clientSecret: secret }),
      };
    },
    write: (written) => writeConfig(path, written, exists),
  };
}

async function readExisting(path: string, name: string, signal: AbortSignal): Promise<JsonObject> {
  const config = await readJsonFile(path, 'config', signal);
  if (!isJsonObject(config)) {
    throw new ConfigError(`${name} holds no config. Name another file with --output.`);
  }
  try {
    await tryReplacement(path, JSON.stringify(config));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new ConfigError(`${name} cannot be written (${code}). Check the path and its permissions.`, {
      cause,
    });
  }
  return config;
}

function textAt(value: JsonObject, key: string): string | undefined {
  const text = value[key];
  return typeof text === 'string' && text !== '' ? text : undefined;
}
