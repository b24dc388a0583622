import spec from '../../spec.json' with { type: 'json' };
import { isJsonObject } from '../base/json-object.ts';

/** The values of a config that the spec marks as secret, wherever they stand: also in a config that is not valid. */
export function secretsOf(config: unknown): string[] {
  const found: string[] = [];
  collectValues(config, new Set(secretNames(spec.connectionSpecification)), found);
  return [...new Set([...found, ...signInPairs(config)].flatMap((secret) => [secret, secret.trim()]))];
}

function secretNames(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, inner]) => [
    ...(isSecret(inner) ? [name] : []),
    ...secretNames(inner),
  ]);
}

function isSecret(schema: unknown): boolean {
  return (
    typeof schema === 'object' &&
    schema !== null &&
    'airbyte_secret' in schema &&
    schema.airbyte_secret === true
  );
}

function collectValues(value: unknown, names: ReadonlySet<string>, found: string[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && names.has(name)) found.push(inner);
    else collectValues(inner, names, found);
  }
}

/**
 * The Authorization header is made of a key and its secret, or of an app's id and its secret. Each may stand in one of two places, of which the older
 * one is the config itself.
 */
function signInPairs(config: unknown): string[] {
  const places = [config, fieldOf(config, 'credentials')];
  const texts = (name: string): string[] =>
    places.map((place) => fieldOf(place, name)).filter((value) => typeof value === 'string');
  const pairs = (user: string, password: string): string[] =>
    texts(user).flatMap((key) =>
      texts(password).flatMap((secret) => [`${key}:${secret}`, `${key.trim()}:${secret.trim()}`]),
    );
  return [...pairs('access_key', 'access_key_secret'), ...pairs('client_id', 'client_secret')];
}

function fieldOf(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}
