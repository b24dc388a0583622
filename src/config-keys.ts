import spec from '../spec.json' with { type: 'json' };
import { isJsonObject } from './json-object.ts';
import { findSimilarWord } from './similar-word.ts';

const { properties } = spec.connectionSpecification;

const CREDENTIAL_KEYS: ReadonlySet<string> = new Set(
  properties.credentials.oneOf.flatMap((variant) => Object.keys(variant.properties)),
);

/** With the two that stood here in Airbyte's connector up to 0.4. */
const TOP_LEVEL_KEYS: ReadonlySet<string> = new Set([
  ...Object.keys(properties),
  'access_key',
  'access_key_secret',
]);

/**
 * Names the keys that were probably meant to be others. All other unknown keys are ignored, since every platform adds
 * some of its own.
 */
export function findMisspeltKeys(config: object): string[] {
  const credentials = 'credentials' in config ? config.credentials : undefined;
  return [
    ...misspeltOf(Object.keys(config), TOP_LEVEL_KEYS, ''),
    ...misspeltOf(isJsonObject(credentials) ? Object.keys(credentials) : [], CREDENTIAL_KEYS, 'credentials.'),
  ];
}

function misspeltOf(keys: readonly string[], known: ReadonlySet<string>, path: string): string[] {
  return keys.flatMap((key) => {
    if (known.has(key) || key.startsWith('_')) return [];
    const similar = findSimilarWord(key, [...known]);
    return similar === undefined
      ? []
      : [`${path}${key}: is not known and has no effect; did you mean ${similar}?`];
  });
}

/** A text without the blanks and line breaks that copying puts around it. */
export interface TrimmedConfig {
  readonly config: object;
  /** The paths of what was trimmed. */
  readonly trimmed: readonly string[];
}

export function trimTexts(file: object): TrimmedConfig {
  const trimmed: string[] = [];
  const trimAll = (value: object, known: ReadonlySet<string>, path: string): object =>
    Object.fromEntries(
      Object.entries(value).map(([key, each]: [string, unknown]) => {
        if (path === '' && key === 'credentials' && isJsonObject(each))
          return [key, trimAll(each, CREDENTIAL_KEYS, 'credentials.')];
        if (typeof each !== 'string' || !known.has(key) || each === each.trim()) return [key, each];
        trimmed.push(`${path}${key}`);
        return [key, each.trim()];
      }),
    );
  return { config: trimAll(file, TOP_LEVEL_KEYS, ''), trimmed };
}
