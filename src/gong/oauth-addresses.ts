import { isLoopback } from '../base/loopback.ts';

/** Gong authorises apps in one place, wherever a company's data are. */
const GONG = 'https://app.gong.io';

/** Where tokens are issued. Gong on this machine, at the address of the config, does it there. */
export function tokenAddress(baseUrl: string): URL {
  return new URL('/oauth2/generate-customer-token', placeFor(baseUrl));
}

export interface ConsentRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Comes back with the code, and shows that it is the answer to this request. */
  readonly state: string;
}

/** Where a customer allows the app what it asks for. */
export function consentAddress(
  baseUrl: string,
  { clientId, redirectUri, scopes, state }: ConsentRequest,
): string {
  const url = new URL('/oauth2/authorize', placeFor(baseUrl));
  url.search = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: scopes.join(' '),
    state,
  }).toString();
  // A blank is %20 in Gong's examples.
  return url.href.replaceAll('+', '%20');
}

function placeFor(baseUrl: string): string {
  const url = new URL(baseUrl);
  return isLoopback(url) ? url.origin : GONG;
}
