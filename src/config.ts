import { findMisspeltKeys, trimTexts } from './config-keys.ts';
import { ConfigError } from './errors.ts';
import type { ConfigFile } from './generated/config-file.ts';
import { config as validate } from './generated/validate-config.js';
import { DAY, parseInstant, type Instant } from './instant.ts';
import { isLoopback } from './loopback.ts';
import type { ValidationFault } from './validation.ts';

/** A config that has been found good, with every default in its place. */
export interface Config {
  readonly accessKey: string;
  readonly accessKeySecret: string;
  /** Undefined where the config names none. */
  readonly startDate: Instant | undefined;
  readonly lookbackDays: number;
  readonly workers: number;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly includePrivate: boolean;
  readonly requestsPerSecond: number;
  readonly dailyRequestLimit: number;
}

/** A config, and what the user should know of it although it can be used. */
export interface ConfigWithWarnings {
  readonly config: Config;
  readonly warnings: readonly string[];
}

/** Where a config without a start date begins. */
export const DEFAULT_PERIOD = 90 * DAY;

const START_DATE = 'must look like 2026-01-31T00:00:00Z';

/** A config before it is validated, with the keys of the older flat shape. */
type ConfigKeys = { readonly [Key in keyof ConfigFile | 'access_key' | 'access_key_secret']?: unknown };

/**
 * Reads a config of today's shape or of the older flat one. Throws one ConfigError that names every fault by its
 * path and no value.
 */
export function readConfig(file: unknown): ConfigWithWarnings {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    throw new ConfigError('Config validation error: the config is not a JSON object.');
  }
  const misspelt = findMisspeltKeys(file);
  const { config: trimmedFile, trimmed } = trimTexts(file);
  const config = migrated(withoutEmpty(trimmedFile));
  const faults = validate(config) ? [] : describe(validate.errors ?? [], config);
  const startDate = parseInstant(config.start_date);
  // The pattern lets a leap second through, which is no moment that could be counted from.
  if (typeof config.start_date === 'string' && startDate === undefined)
    faults.push(`start_date: ${START_DATE}`);
  const baseUrl = readBaseUrl(config.api_base_url, faults);
  if (faults.length > 0 || !isValid(config)) {
    throw new ConfigError(
      `Config validation error: ${[...new Set(faults)].join('; ')}.${misspelt.map((text) => ` ${text}`).join('')}`,
    );
  }
  const { credentials } = config;
  if (credentials.auth_type === 'OAuth2.0') {
    throw new ConfigError(
      'Config validation error: credentials.auth_type: this version signs in with an API key only. Set auth_type to "APIKey" and give access_key and access_key_secret.',
    );
  }
  return {
    config: {
      accessKey: credentials.access_key,
      accessKeySecret: credentials.access_key_secret,
      startDate,
      lookbackDays: config.lookback_window_days ?? 7,
      workers: config.num_workers ?? 10,
      baseUrl,
      includePrivate: config.include_private_calls ?? false,
      requestsPerSecond: config.requests_per_second ?? 3,
      dailyRequestLimit: config.daily_request_limit ?? 10_000,
    },
    warnings: [
      ...trimmed.map(
        (path) =>
          `The config's ${path} has blanks or line breaks around it. They are left out; take them out of the config.`,
      ),
      ...misspelt.map((text) => `The config's ${text}`),
    ],
  };
}

const OPTIONAL_TEXTS: ReadonlySet<string> = new Set(['start_date', 'api_base_url']);

/** A form sends nulls and empty texts for what the user left open. */
function withoutEmpty(file: object): ConfigKeys {
  return Object.fromEntries(
    Object.entries(file).filter(
      ([key, value]) => value !== null && !(OPTIONAL_TEXTS.has(key) && value === ''),
    ),
  );
}

/** Airbyte's connector had its keys at the top level up to 0.4; what is nested already wins. */
function migrated(config: ConfigKeys): ConfigKeys {
  const { access_key, access_key_secret } = config;
  if (access_key === undefined && access_key_secret === undefined) return config;
  const nested = config.credentials ?? {};
  if (typeof nested !== 'object') return config;
  return { ...config, credentials: { auth_type: 'APIKey', access_key, access_key_secret, ...nested } };
}

function isValid(config: ConfigKeys): config is ConfigFile {
  return validate(config);
}

function describe(all: readonly ValidationFault[], config: ConfigKeys): string[] {
  const { credentials } = config;
  const type =
    typeof credentials === 'object' && credentials !== null && 'auth_type' in credentials
      ? credentials.auth_type
      : undefined;
  const variant = ['OAuth2.0', 'APIKey'].indexOf(String(type));
  if (credentials !== undefined && typeof credentials === 'object' && variant === -1) {
    const others = all.filter(({ instancePath }) => !instancePath.startsWith('/credentials'));
    return ['credentials.auth_type: must be "OAuth2.0" or "APIKey"', ...others.map(describeOne)];
  }
  return all
    .filter(
      ({ keyword, schemaPath }) => keyword !== 'oneOf' && !schemaPath.includes(`/oneOf/${1 - variant}/`),
    )
    .map(describeOne);
}

function describeOne({ instancePath, keyword, params, message }: ValidationFault): string {
  const path = instancePath.slice(1).replaceAll('/', '.');
  if (keyword === 'required') {
    return `${[path, String(params['missingProperty'])].filter((part) => part !== '').join('.')}: is required`;
  }
  if (keyword === 'pattern' || keyword === 'format') return `${path}: ${START_DATE}`;
  if (keyword === 'minLength') return `${path}: must not be empty`;
  return `${path}: ${message ?? 'is not valid'}`;
}

function readBaseUrl(value: unknown, faults: string[]): string {
  if (value === undefined) return 'https://api.gong.io';
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined) {
    // A value that is no text has been reported by its type.
    if (typeof value === 'string')
      faults.push('api_base_url: must be an address such as https://us-12345.api.gong.io');
    return '';
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    faults.push('api_base_url: must begin with https:// (http:// is for loopback addresses alone)');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    faults.push('api_base_url: must be an address without user, query or fragment');
  }
  return url.origin + url.pathname.replace(/\/+$/, '').replace(/\/v2$/, '');
}
