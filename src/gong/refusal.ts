import { ConfigError, SystemError, type ConnectorError } from '../base/errors.ts';
import type { SignedWith } from './authorization.ts';
import { AUTHENTICATE_AGAIN } from './tokens.ts';

/** The form of a scope's name, e.g. `api:calls:read:basic`. */
const SCOPE = /api:[a-z-]+(?::[a-z-]+)+/;

/** What Gong says of an address that is not trusted is not documented. */
const ABOUT_ADDRESS = /\bIP\b|\bip[ -]?address|whitelist|allow[ -]?list/i;

interface RefusedRequest {
  readonly endpoint: string;
  readonly signedWith: SignedWith;
  /** Whether Gong has answered other requests. */
  readonly isProven: boolean;
}

/** The scope that a refusal names, if it names one. */
export function scopeIn(text: string): string | undefined {
  return SCOPE.exec(text)?.[0];
}

/** What it means that Gong does not do what it was asked for. `text` is Gong's own, `said` repeats it. */
export function refusal(
  status: number,
  text: string,
  said: string,
  info: RefusedRequest,
  detail: string,
): ConnectorError {
  const { endpoint, signedWith } = info;
  if (status !== 401 && status !== 403) {
    const message = `Gong did not accept a request to ${endpoint} (HTTP ${status}).${said} Please report it with this log.`;
    return new SystemError(message, { detail, status });
  }
  const scope = scopeIn(text);
  if (scope !== undefined) {
    const remedy =
      signedWith === 'access token'
        ? 'Add it to the app in Gong and authenticate again'
        : 'Add it to the credentials';
    const message = `Gong refused ${endpoint} (HTTP ${status}): the scope ${scope} is missing.${said} ${remedy}, or leave out the streams that need it.`;
    return new ConfigError(message, { detail, status });
  }
  if (status === 401 && signedWith === 'access token' && info.isProven) {
    const message = `Gong refused ${endpoint} (HTTP 401) to an app that it has answered elsewhere.${said} The app may lack the permission: leave out the streams that need it. If Gong refuses everything, what the app was allowed was taken back. ${AUTHENTICATE_AGAIN}`;
    return new ConfigError(message, { detail, status });
  }
  const isGeneral = status === 401 || ABOUT_ADDRESS.test(text);
  const message = status === 401 ? unauthorized(said, info) : forbidden(text, said, info);
  return new ConfigError(message, { detail, status, isGeneral });
}

/** What is not valid is refused everywhere, so the message is the same for all endpoints and is told once. */
function unauthorized(said: string, { signedWith }: RefusedRequest): string {
  return signedWith === 'access token'
    ? `Gong refused the access token (HTTP 401), although it is new.${said} What the app was allowed may have been taken back. ${AUTHENTICATE_AGAIN}`
    : `Gong refused the access key (HTTP 401).${said} Check that the access key and its secret are valid, and that the Gong user who created them may see this data. A key that has worked so far may have expired: Gong shows that on its API page.`;
}

function forbidden(text: string, said: string, { endpoint, signedWith }: RefusedRequest): string {
  const isToken = signedWith === 'access token';
  const list = isToken
    ? 'the trusted IP addresses for API access (the list for refreshing tokens is another one)'
    : 'the IP addresses from which the access key may be used';
  // An address that is not trusted is refused everywhere.
  if (ABOUT_ADDRESS.test(text)) {
    return `Gong refused the address of this machine (HTTP 403).${said} Add it in Gong to ${list}.`;
  }
  const whom = isToken
    ? 'that the Gong user who authorised the app'
    : 'that the access key and its secret are valid, that the Gong user who created them';
  return `Gong refused ${endpoint} (HTTP 403).${said} Check ${whom} may see this data, and that the address of this machine is among ${list}, if there are such.`;
}
