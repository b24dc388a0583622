import spec from '../spec.json' with { type: 'json' };

/** The values of a config that the spec marks as secret, wherever they stand: also in a config that is not valid. */
export function secretsOf(config: unknown): string[] {
  const names = new Set(secretNames(spec.connectionSpecification));
  const found = valuesAt(config, names);
  const { access_key: key, access_key_secret: secret } = Object.fromEntries(found);
  // What travels in the Authorization header of a request is made of the two.
  const pair = key !== undefined && secret !== undefined ? [`${key}:${secret}`] : [];
  return [...found.map(([, value]) => value), ...pair];
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

function valuesAt(value: unknown, names: ReadonlySet<string>): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' && names.has(name) ? [[name, inner]] : valuesAt(inner, names),
  );
}
