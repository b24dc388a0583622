import { randomBytes } from 'node:crypto';

/** What a customer has allowed the app, until it is revoked. */
interface Grant {
  /** Undefined for all there are. */
  readonly scopes: readonly string[] | undefined;
  isRevoked: boolean;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scopes: readonly string[] | undefined;
}

export type TokenState = 'good' | 'unknown' | 'expired' | 'revoked';

/** The codes and tokens that were given out. */
export interface Grants {
  /** A customer allows the app these scopes, or all. Returns a code to be changed for tokens within ten minutes. */
  authorize(scopes: readonly string[] | undefined, redirectUri: string | undefined): string;
  /** A code works once, and only with the address that it was sent to. */
  exchangeCode(code: string, redirectUri: string | undefined): Tokens | undefined;
  /** Each refresh token works once. */
  refresh(refreshToken: string): Tokens | undefined;
  stateOf(accessToken: string): {
    readonly state: TokenState;
    readonly scopes?: readonly string[] | undefined;
  };
  revokeAll(): void;
}

const codeMilliseconds = 600_000;

/** `now` is in milliseconds. */
export function createGrants(tokenSeconds: number, now: () => number): Grants {
  const grants: Grant[] = [];
  const codes = new Map<string, { grant: Grant; redirectUri: string | undefined; endsAt: number }>();
  const refreshTokens = new Map<string, Grant>();
  const accessTokens = new Map<string, { grant: Grant; endsAt: number }>();

  const issue = (grant: Grant): Tokens => {
    const accessToken = `sandbox-access-${newSecret()}`;
    const refreshToken = `sandbox-refresh-${newSecret()}`;
    accessTokens.set(accessToken, { grant, endsAt: now() + tokenSeconds * 1000 });
    refreshTokens.set(refreshToken, grant);
    return { accessToken, refreshToken, scopes: grant.scopes };
  };

  return {
    authorize: (scopes, redirectUri) => {
      const grant = { scopes, isRevoked: false };
      grants.push(grant);
      const code = `sandbox-code-${newSecret()}`;
      codes.set(code, { grant, redirectUri, endsAt: now() + codeMilliseconds });
      return code;
    },
    exchangeCode: (code, redirectUri) => {
      const found = codes.get(code);
      if (found === undefined || found.redirectUri !== redirectUri) return undefined;
      codes.delete(code);
      return found.grant.isRevoked || now() >= found.endsAt ? undefined : issue(found.grant);
    },
    refresh: (refreshToken) => {
      const grant = refreshTokens.get(refreshToken);
      refreshTokens.delete(refreshToken);
      return grant === undefined || grant.isRevoked ? undefined : issue(grant);
    },
    stateOf: (accessToken) => {
      const found = accessTokens.get(accessToken);
      if (found === undefined) return { state: 'unknown' };
      if (found.grant.isRevoked) return { state: 'revoked' };
      if (now() >= found.endsAt) return { state: 'expired' };
      return { state: 'good', scopes: found.grant.scopes };
    },
    revokeAll: () => {
      for (const grant of grants) grant.isRevoked = true;
    },
  };
}

function newSecret(): string {
  return randomBytes(24).toString('base64url');
}
