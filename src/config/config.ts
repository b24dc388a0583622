import { EXAMPLE_ADDRESS, readAddress } from './address.ts';
import { readCredentials, type Credentials } from './credentials.ts';
import { describeFaults, REQUIRED, START_DATE_FAULT, type ConfigFault } from './faults.ts';
import { findUnknownKeys, holdsConfig } from './keys.ts';
import { normalized } from './normalized.ts';
import type { GivenConfig } from './source.ts';
import { readCustomerAddress } from '../base/customer-address.ts';
import { ConfigError } from '../base/errors.ts';
import type { ConfigFile } from '../generated/config-file.ts';
import { config as validate } from '../generated/validate-config.js';
import type { Period } from '../base/calendar.ts';
import { isJsonObject } from '../base/json-object.ts';
import { isLoopback } from '../base/loopback.ts';
import { DAY, parseInstant, type Instant } from '../base/instant.ts';

/** A config that has been found good, with every default in its place. */
export interface Config {
  readonly credentials: Credentials;
  /** Undefined where the config names none. */
  readonly startDate: Instant | undefined;
  readonly lookbackDays: number;
  readonly workers: number;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly includePrivate: boolean;
  readonly requestsPerSecond: number;
  readonly dailyRequestLimit: number;
  /** Whether the times of records go out in UTC instead of as Gong sent them. */
  readonly utcTimestamps: boolean;
  /** What one row of the activity by period sums up. */
  readonly statsPeriod: Period;
  /** The most CRM ids of which a sync asks for flows. */
  readonly flowProspectsLimit: number;
  /** The workspaces that are read; all of them where none is named. */
  readonly workspaceIds: readonly string[];
  /** The hosts whose calls are read, likewise. */
  readonly primaryUserIds: readonly string[];
  readonly excludeInternalCalls: boolean;
  /** The blocks of extensive calls that are not asked for. */
  readonly excludeContent: NonNullable<ConfigFile['exclude_content']>;
  /** Whether what is deleted in Gong goes out as deleted. */
  readonly emitDeletes: boolean;
}

/** A config, and what the user should know of it although it can be used. */
export interface ConfigWithWarnings {
  readonly config: Config;
  readonly warnings: readonly string[];
}

/** Where a config without a start date begins. */
export const DEFAULT_PERIOD = 90 * DAY;

/** A config before it is validated, with the keys of the older flat shape. */
type ConfigKeys = { readonly [Key in keyof ConfigFile | 'access_key' | 'access_key_secret']?: unknown };

/** What is known of the place that a config comes from. */
type Place = Pick<GivenConfig, 'nameOf' | 'ifMissing'>;

const FILE: Place = { nameOf: (path) => path };

/**
 * Reads a config of today's shape or of the older flat one. Throws one ConfigError that names every fault by its
 * path, or by what the place calls it, and quotes no value.
 */
export function readConfig(file: unknown, { nameOf, ifMissing }: Place = FILE): ConfigWithWarnings {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    throw new ConfigError('Config validation error: the config is not a JSON object.');
  }
  if (holdsConfig(file)) {
    throw new ConfigError(
      'Config validation error: the config stands under the key "config". Give a file that has that part alone: jq .config makes it.',
    );
  }
  const unknownKeys = findUnknownKeys(file);
  const { config: normal, trimmed } = normalized(file);
  const config = migrated(normal);
  const { baseUrl, faults: addressFaults } = readAddress(textOf(config.api_base_url));
  const startDate = parseInstant(config.start_date);
  const customer = readCustomer(config.credentials, baseUrl);
  const faults: ConfigFault[] = [
    ...(validate(config) ? [] : describeFaults(validate.errors ?? [], config.credentials)),
    // The pattern lets a leap second through, which is no moment that could be counted from.
    ...(typeof config.start_date === 'string' && startDate === undefined ? [START_DATE_FAULT] : []),
    ...contentFaults(config),
    ...addressFaults.map((text) => ({ path: 'api_base_url', text })),
    ...customer.faults,
  ];
  if (faults.length > 0 || !isValid(config)) {
    const texts = new Set(faults.map(({ path, text }) => `${nameOf(path)}: ${text}`));
    const misspelt = unknownKeys.filter(({ isMisspelt }) => isMisspelt).map(({ text }) => ` ${text}`);
    const hint =
      ifMissing !== undefined && faults.some(({ text }) => text === REQUIRED) ? ` ${ifMissing}` : '';
    throw new ConfigError(`Config validation error: ${[...texts].join('; ')}.${hint}${misspelt.join('')}`);
  }
  return {
    config: {
      credentials: readCredentials(config.credentials, customer.baseUrl),
      startDate,
      lookbackDays: config.lookback_window_days ?? 7,
      workers: config.num_workers ?? 10,
      baseUrl,
      includePrivate: config.include_private_calls ?? false,
      requestsPerSecond: config.requests_per_second ?? 3,
      dailyRequestLimit: config.daily_request_limit ?? 10_000,
      utcTimestamps: config.utc_timestamps ?? false,
      statsPeriod: config.stats_period ?? 'WEEK',
      flowProspectsLimit: config.flow_prospects_limit ?? 0,
      workspaceIds: [...new Set(config.workspace_ids)],
      primaryUserIds: [...new Set(config.primary_user_ids)],
      excludeInternalCalls: config.exclude_internal_calls ?? false,
      excludeContent: config.exclude_content ?? [],
      emitDeletes: config.emit_deletes ?? false,
    },
    warnings: [
      ...trimmed.map(
        (path) =>
          `The config's ${nameOf(path)} has blanks or line breaks around it. They are left out; take them out of the config.`,
      ),
      ...unknownKeys.map(({ text }) => `The config's ${text}`),
    ],
  };
}

/** Without its parties nobody can tell whether a call is internal. */
function contentFaults({ exclude_internal_calls, exclude_content }: ConfigKeys): ConfigFault[] {
  const isBlind = Array.isArray(exclude_content) && exclude_content.includes('parties');
  if (exclude_internal_calls !== true || !isBlind) return [];
  const text =
    'must not have parties where exclude_internal_calls is true, since they alone tell which calls are internal: take parties out, or set exclude_internal_calls to false';
  return [{ path: 'exclude_content', text }];
}

interface Customer {
  readonly baseUrl: string | undefined;
  readonly faults: readonly ConfigFault[];
}

/** The customer's own address, which came with the last tokens. Tokens go there, so that not any will do. */
function readCustomer(credentials: unknown, configured: string): Customer {
  const address = isJsonObject(credentials) ? credentials['api_base_url_for_customer'] : undefined;
  if (typeof address !== 'string') return { baseUrl: undefined, faults: [] };
  const isLocal = URL.canParse(configured) && isLoopback(new URL(configured));
  const baseUrl = readCustomerAddress(address, isLocal);
  if (baseUrl !== undefined) return { baseUrl, faults: [] };
  const path = 'credentials.api_base_url_for_customer';
  const text = `must be an address of Gong's, such as ${EXAMPLE_ADDRESS}; leave it out, and it comes with the next tokens`;
  return { baseUrl: undefined, faults: [{ path, text }] };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
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
