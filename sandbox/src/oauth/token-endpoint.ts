import type { Answer } from '../answer.ts';
import { isApp } from './app.ts';
import type { Grants, Tokens } from './grants.ts';
import type { OAuthHistory } from './history.ts';

export interface TokenRequest {
  readonly method: string;
  /** Arguments in the body are not looked at: Gong takes them in the query alone. */
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  /** Whether it comes from an address of the list for refreshing tokens. */
  readonly isTrusted: boolean;
  /** Where the API of the customer is. */
  readonly customerUrl: string;
}

/** Answers POST /oauth2/generate-customer-token. */
export function createTokenEndpoint(
  grants: Grants,
  tokenSeconds: number,
  history: OAuthHistory,
): (request: TokenRequest) => Answer {
  return ({ method, query, authorization, isTrusted, customerUrl }) => {
    const grantType = query.get('grant_type') ?? '';
    const used = query.get(grantType === 'authorization_code' ? 'code' : 'refresh_token') ?? '';
    const refuse = (status: number, error: string, description: string): Answer => {
      history.add({ kind: 'refused', grantType, used, status, error });
      return jsonAnswer(status, { error, error_description: description });
    };
    if (method !== 'POST')
      return refuse(405, 'invalid_request', `Request method '${method}' is not supported`);
    if (!isTrusted) return refuse(403, 'access_denied', 'The IP address is not trusted to refresh tokens');
    if (!isApp(authorization)) return refuse(401, 'invalid_client', 'Client authentication failed');
    let tokens: Tokens | undefined;
    if (grantType === 'authorization_code') {
      tokens = grants.exchangeCode(used, query.get('redirect_uri') ?? undefined);
      if (tokens === undefined) return refuse(400, 'invalid_grant', 'Authorization code is invalid');
    } else if (grantType === 'refresh_token') {
      tokens = grants.refresh(used);
      if (tokens === undefined) return refuse(400, 'invalid_grant', 'Refresh token code is invalid');
    } else return refuse(400, 'unsupported_grant_type', 'The grant type is missing or not supported');
    const { accessToken, refreshToken, scopes } = tokens;
    history.add({ kind: 'issued', grantType, used, accessToken, refreshToken });
    return jsonAnswer(200, {
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: 'bearer',
      expires_in: tokenSeconds,
      ...(scopes === undefined ? {} : { scope: scopes.join(' ') }),
      api_base_url_for_customer: customerUrl,
    });
  };
}

function jsonAnswer(status: number, body: object): Answer {
  return { status, text: JSON.stringify(body) };
}
