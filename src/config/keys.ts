import spec from '../../spec.json' with { type: 'json' };
import { isJsonObject } from '../base/json-object.ts';
import { findSimilarWord } from '../base/similar-word.ts';

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

export function isKnownKey(key: string): boolean {
  return TOP_LEVEL_KEYS.has(key);
}

/** Whether a whole config stands in the place of one of its keys, as in what the sandbox prints. */
export function holdsConfig(file: object): boolean {
  return !hasKeys(file) && 'config' in file && isJsonObject(file.config) && hasKeys(file.config);
}

function hasKeys(config: object): boolean {
  return 'credentials' in config || 'access_key' in config;
}

/** A key of a config that has no effect. */
export interface UnknownKey {
  /** Names it, and the one that was probably meant. */
  readonly text: string;
  readonly isMisspelt: boolean;
}

/** Finds the keys that are not known. Platforms add some of their own, which begin with an underscore. */
export function findUnknownKeys(config: object): UnknownKey[] {
  const credentials = 'credentials' in config ? config.credentials : undefined;
  return [
    ...unknownOf(Object.keys(config), TOP_LEVEL_KEYS, ''),
    ...unknownOf(isJsonObject(credentials) ? Object.keys(credentials) : [], CREDENTIAL_KEYS, 'credentials.'),
  ];
}

function unknownOf(keys: readonly string[], known: ReadonlySet<string>, path: string): UnknownKey[] {
  return keys
    .filter((key) => !known.has(key) && !key.startsWith('_'))
    .map((key) => {
      const similar = findSimilarWord(key, [...known]);
      const meant = similar ?? findLongerKey(key, [...known]);
      const name = similar !== undefined || isPlain(key) ? key : '(a key that is not shown here)';
      const end = meant === undefined ? '.' : `; did you mean ${meant}?`;
      return {
        text: `${path}${name} is not known and has no effect${end}`,
        isMisspelt: meant !== undefined,
      };
    });
}

/** Such as api_base_url for base_url: the first that has all its words, and more. */
function findLongerKey(key: string, known: readonly string[]): string | undefined {
  const words = wordsOf(key);
  return known.find((candidate) => {
    const candidateWords = wordsOf(candidate);
    return words.every((word) => candidateWords.includes(word));
  });
}

function wordsOf(key: string): string[] {
  return key
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_\s-]+/);
}

/** Whether a key looks like one that a person would think of. A secret may have got into the place of a key. */
function isPlain(key: string): boolean {
  return key.length <= 32 && /^[a-z]+(?:[A-Z][a-z]+|[_-][a-z]+)*\d?$/.test(key);
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
