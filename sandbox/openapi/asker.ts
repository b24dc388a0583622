import { isJsonObject, type JsonObject } from './json-object.ts';
import { parseExactly } from './parse-exactly.ts';

/** Sends one request with the credentials of a config, and returns the answer's JSON. A body makes it a POST. */
export type Ask = (path: string, body?: unknown, contentType?: string) => Promise<unknown>;

export function asker({ api_base_url: base, credentials }: JsonObject): Ask {
  const { access_key: key, access_key_secret: secret }: JsonObject = isJsonObject(credentials)
    ? credentials
    : {};
  const authorization = `Basic ${Buffer.from(`${String(key)}:${String(secret)}`).toString('base64')}`;
  return async (path, body, contentType = 'application/json') => {
    const answer = await fetch(`${String(base)}${path}`, {
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': contentType }) },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return parseExactly(await answer.text());
  };
}

/** The objects of a list in an answer. */
export function objectsOf(answer: unknown, key: string): JsonObject[] {
  const list = isJsonObject(answer) ? answer[key] : undefined;
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}
