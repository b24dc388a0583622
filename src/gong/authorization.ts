import type { Instant } from '../base/instant.ts';

/** What Gong takes a request by: the address and the headers that prove who asks. */
export interface Access {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly grantedAt: Instant;
}

/** What requests are signed with, for messages. */
export type SignedWith = 'access key' | 'access token';

/** The right to ask Gong, which the client looks up for each attempt, since it may change while requests go on. */
export interface Authorization {
  readonly signedWith: SignedWith;
  /** Where requests go at present. Without a slash at the end. */
  readonly baseUrl: string;
  /** Settles with what a request that leaves now is signed with. Rejects where there is nothing to sign with any more. */
  access(signal: AbortSignal): Promise<Access>;
  /** Gong has taken this. */
  accepted(access: Access): void;
  /**
   * Gong did not take this: gets another one if there is any. Returns whether the request may be repeated with that. `isAgain`
   * says that this is what the last one was changed for.
   */
  refresh(refused: Access, isAgain: boolean, signal: AbortSignal): Promise<boolean>;
  /** Settles when nothing is under way whose outcome would be lost with the process. */
  close(): Promise<void>;
}

/** An API key, which is the same all along. */
export function keyAuthorization(baseUrl: string, key: string, secret: string): Authorization {
  const headers = { authorization: basicHeader(key, secret) };
  return {
    signedWith: 'access key',
    baseUrl,
    access: () => Promise.resolve({ baseUrl, headers, grantedAt: Date.now() }),
    accepted: () => {},
    refresh: () => Promise.resolve(false),
    close: () => Promise.resolve(),
  };
}

/** The header of HTTP Basic authentication. */
export function basicHeader(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
