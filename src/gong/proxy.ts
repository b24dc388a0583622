import { ConfigError } from '../base/errors.ts';

/** The environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** In the order in which they count for https; the ones in small letters go first, as with curl. */
const VARIABLES = [
  ['https_proxy', 'HTTPS_PROXY'],
  ['http_proxy', 'HTTP_PROXY'],
] as const;

const HOST_AND_PORT = /^[^/\s]+:\d+\/?$/;

const PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'socks5:', 'socks:']);

/**
 * Returns the address of the proxy that the environment names for https, if it names one. Throws a ConfigError with the
 * variable's name, and not its value, which may hold a password, where that is no address.
 */
export function proxyFor(environment: Environment): string | undefined {
  for (const names of VARIABLES) {
    const name = names.find((each) => environment[each] !== undefined);
    const text = name === undefined ? '' : (environment[name]?.trim() ?? '');
    if (name !== undefined && text !== '') return toAddress(name, text);
  }
  return undefined;
}

function toAddress(name: string, text: string): string {
  const address = !text.includes('://') && HOST_AND_PORT.test(text) ? `http://${text}` : text;
  if (isAddress(address)) return address;
  throw new ConfigError(
    `The environment variable ${name} does not hold the address of a proxy. Set it to one such as http://host:3128 (a % in the user or the password is written %25), or unset it.`,
  );
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return PROTOCOLS.has(protocol) && hostname !== '' && isEncoded(username) && isEncoded(password);
}

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
