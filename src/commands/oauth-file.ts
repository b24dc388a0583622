import { readConfig } from '../config/config.ts';
import type { OAuthCredentials } from '../config/credentials.ts';
import { readJsonFile } from '../config/json-file.ts';
import { ConfigError } from '../base/errors.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';

/** Returns undefined for a config that signs in otherwise. Rejects where it cannot be used, perhaps since it is being edited. */
export async function readOAuthFile(
  path: string,
): Promise<{ readonly credentials: OAuthCredentials; readonly baseUrl: string } | undefined> {
  try {
    const { credentials, baseUrl } = readConfig(await readFile(path)).config;
    return credentials.type === 'OAuth2.0' ? { credentials, baseUrl } : undefined;
  } catch (cause) {
    const said = cause instanceof Error ? `${cause.message} ` : '';
    throw new ConfigError(`${said}No token was renewed.`, { cause, isGeneral: true });
  }
}

/** Returns the whole config, where it still holds this token of this app. */
export async function readFileWith(
  path: string,
  clientId: string,
  refreshToken: string,
  parse: (text: string) => unknown,
): Promise<JsonObject | undefined> {
  const file = await readFile(path, parse).catch(() => undefined);
  if (!isJsonObject(file) || !isJsonObject(file['credentials'])) return undefined;
  const { client_id, refresh_token } = file['credentials'];
  const isSame = trimmed(client_id) === clientId && trimmed(refresh_token) === refreshToken;
  return isSame ? file : undefined;
}

function readFile(path: string, parse?: (text: string) => unknown): Promise<unknown> {
  return readJsonFile(path, 'config', new AbortController().signal, parse);
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}
