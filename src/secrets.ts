import spec from '../spec.json' with { type: 'json' };

/** The values of a config that the spec marks as secret, wherever they stand: also in a config that is not valid. */
export function secretsOf(config: unknown): string[] {
  const names = new Set(secretNames(spec.connectionSpecification));
  const found = valuesAt(config, names);
  const values = (wanted: string): string[] =>
    found.filter(([name]) => name === wanted).map(([, value]) => value);
  // The Authorization header is made of the two. A config may have them in its older place as well.
  const pairs = values('access_key').flatMap((key) =>
    values('access_key_secret').map((secret) => `${key}:${secret}`),
  );
  return [...found.map(([, value]) => value), ...pairs];
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
