import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { packAnswer, send } from '../answer.ts';
import type { Admission } from '../authentication.ts';
import { deliveryOf } from '../delivery.ts';
import { Failure } from '../failure.ts';
import { faultAnswer } from '../fault-answer.ts';
import type { Faults } from '../faults.ts';
import { forcedAnswer, forcedHeaders } from '../forced-answer.ts';
import { holdBack } from '../hold-back.ts';
import type { Settings } from '../options.ts';
import type { Handler } from '../server.ts';
import { clientId, clientSecret } from './app.ts';
import { createConsentPage } from './consent-page.ts';
import { createGrants } from './grants.ts';
import { createOAuthHistory, type OAuthHistory } from './history.ts';
import { createTokenEndpoint } from './token-endpoint.ts';

/** Gong as the server that apps are authorised at. */
export interface OAuth {
  /** Responds to requests under /oauth2/. */
  readonly handler: Handler;
  readonly history: OAuthHistory;
  /** Credentials of a customer who has just allowed the app these scopes, or all. */
  authorize(scopes?: readonly string[]): Readonly<Record<string, string>>;
  /** What an API request with this token may do. */
  admit(accessToken: string, request: IncomingMessage): Admission;
  revokeTokens(): void;
  /** From now on the API of all customers is at another address, and at that alone. */
  moveCustomers(): void;
}

/** `now` is in milliseconds. */
export function createOAuth(
  settings: Settings,
  faults: Faults,
  now: () => number,
  closing: AbortSignal,
): OAuth {
  const { tokenSeconds, trustedRefreshAddresses } = settings;
  const grants = createGrants(tokenSeconds, now);
  // Another name of this very server than the one it is started with.
  let customerHost = 'localhost';
  const customerUrlOf = ({ socket }: IncomingMessage): string => `http://${customerHost}:${socket.localPort}`;
  const history = createOAuthHistory();
  const tokenAnswer = createTokenEndpoint(grants, tokenSeconds, history);
  const consentAnswer = createConsentPage(grants);
  return {
    history,
    handler: async ({ request, response, url }) => {
      const method = request.method ?? 'GET';
      await buffer(request);
      if (url.pathname === '/oauth2/authorize' && method === 'GET') {
        await send(response, await packAnswer(consentAnswer(url.searchParams), 'identity'));
        return;
      }
      if (url.pathname !== '/oauth2/generate-customer-token') {
        await send(response, await packAnswer({ status: 404, text: '{}' }, 'identity'));
        return;
      }
      const fault = faults.arrived(url.pathname);
      const { authorization } = request.headers;
      const isTrusted = isListed(request, trustedRefreshAddresses);
      const customerUrl = customerUrlOf(request);
      // A fault that only spoils the delivery comes when the old token is used up already.
      const forced = forcedAnswer(fault?.answer);
      const answer =
        forced ??
        (await packAnswer(
          (fault && faultAnswer(fault, 'sandboxoauth')) ??
            tokenAnswer({ method, query: url.searchParams, authorization, isTrusted, customerUrl }),
          'identity',
        ));
      await holdBack(response, 0, fault, closing);
      if (fault?.reset === true) {
        response.destroy();
        return;
      }
      const headers = { ...answer.headers, ...forcedHeaders(fault?.answer) };
      await send(response, { ...answer, headers }, (length) => deliveryOf(fault, length, closing));
    },
    authorize: (scopes) => {
      const tokens = grants.exchangeCode(grants.authorize(scopes, undefined), undefined);
      if (tokens === undefined) throw new Error('a new code was not taken');
      return {
        auth_type: 'OAuth2.0',
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: tokens.refreshToken,
      };
    },
    admit: (accessToken, request) => {
      const { state, scopes } = grants.stateOf(accessToken);
      const isHere = (request.headers.host ?? '') === new URL(customerUrlOf(request)).host;
      const refusal = refusalOf(state === 'good' && !isHere ? 'elsewhere' : state);
      const path = new URL(`http://sandbox${request.url ?? '/'}`).pathname;
      history.add({ kind: 'access', accessToken, path, status: refusal?.status ?? 200 });
      return { refusal, scopes };
    },
    revokeTokens: () => grants.revokeAll(),
    moveCustomers: () => {
      customerHost = '127.0.0.1';
    },
  };
}

/** Whether a request comes from one of these addresses; without a list all are trusted. */
export function isListed({ socket }: IncomingMessage, trusted: readonly string[] | undefined): boolean {
  return trusted === undefined || trusted.includes(socket.remoteAddress ?? '');
}

const texts = {
  unknown: 'Unauthorized access. The access token is not valid',
  expired: 'Unauthorized access. The access token has expired',
  revoked: 'Unauthorized access. The access token was revoked',
  elsewhere: 'Unauthorized access. The access token belongs to a company of another address',
} as const;

function refusalOf(state: keyof typeof texts | 'good'): Failure | undefined {
  return state === 'good' ? undefined : new Failure(401, [texts[state]]);
}
