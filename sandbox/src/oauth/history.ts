/** What happened to tokens. */
export type OAuthEvent =
  /** `used` is the code or the refresh token that was given for them. */
  | {
      readonly kind: 'issued';
      readonly grantType: string;
      readonly used: string;
      readonly accessToken: string;
      readonly refreshToken: string;
    }
  | {
      readonly kind: 'refused';
      readonly grantType: string;
      readonly used: string;
      readonly status: number;
      readonly error: string;
    }
  /** An API request with an access token; 200 where the token was good, whatever came of the request. */
  | { readonly kind: 'access'; readonly accessToken: string; readonly path: string; readonly status: number };

/** All of it in the order in which it happened. */
export interface OAuthHistory {
  readonly events: readonly OAuthEvent[];
  /** Calls back with each event to come, before what caused it is answered. */
  onEvent(listener: (event: OAuthEvent) => void): void;
  add(event: OAuthEvent): void;
}

export function createOAuthHistory(): OAuthHistory {
  const events: OAuthEvent[] = [];
  const listeners: ((event: OAuthEvent) => void)[] = [];
  return {
    events,
    onEvent: (listener) => {
      listeners.push(listener);
    },
    add: (event) => {
      events.push(event);
      for (const listener of listeners) listener(event);
    },
  };
}
