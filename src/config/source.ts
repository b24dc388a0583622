import type { JsonObject } from '../base/json-object.ts';

/** Where a command takes its config from. */
export type ConfigSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  | GivenConfig;

/** A config that is there already: of the environment, or of a person's answers. Its start date may be a day. */
export interface GivenConfig {
  readonly kind: 'given';
  readonly config: JsonObject;
  /** Returns what the user calls the value at a path, such as the variable that it was taken from. */
  readonly nameOf: (path: string) => string;
  /** What to do where a value is missing, if that is not plain. */
  readonly ifMissing?: string;
}

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that make up a config, by the paths of what they hold. */
const VARIABLES: ReadonlyMap<string, string> = new Map([
  ['credentials.access_key', 'GONG_ACCESS_KEY'],
  ['credentials.access_key_secret', 'GONG_ACCESS_KEY_SECRET'],
  ['api_base_url', 'GONG_API_BASE_URL'],
  ['start_date', 'GONG_START_DATE'],
]);

const IF_MISSING =
  'Set both GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET in the environment, or neither, and give a config file with --config.';

/**
 * Returns the config that the variables of an environment make up, or undefined where neither the key nor its secret
 * is set. One of the two alone is a config with a fault.
 */
export function readEnvironment(environment: Environment): GivenConfig | undefined {
  const valueOf = (path: string): string | undefined => environment[nameOf(path)] || undefined;
  const access_key = valueOf('credentials.access_key');
  const access_key_secret = valueOf('credentials.access_key_secret');
  if (access_key === undefined && access_key_secret === undefined) return undefined;
  const config = {
    credentials: { auth_type: 'APIKey', access_key, access_key_secret },
    api_base_url: valueOf('api_base_url'),
    start_date: valueOf('start_date'),
  };
  return { kind: 'given', config, nameOf, ifMissing: IF_MISSING };
}

/** Returns which of these variables are set, for a config that comes from elsewhere: none of them counts then. */
export function setVariables(environment: Environment): string[] {
  return [...VARIABLES.values()].filter((name) => Boolean(environment[name]));
}

function nameOf(path: string): string {
  return VARIABLES.get(path) ?? path;
}
