import { MINUTE } from '../../src/base/instant.ts';
import type { Authorization } from '../../src/gong/authorization.ts';
import { oauthAuthorization } from '../../src/gong/oauth.ts';
import { SYNC_RETRIES } from '../../src/gong/retry.ts';
import type { IssuedTokens, Tokens } from '../../src/gong/tokens.ts';

export const CONFIGURED = 'https://api.gong.io';
export const OWN = 'https://us-1.api.gong.io';
export const { signal } = new AbortController();

export interface World {
  readonly authorization: Authorization;
  /** What happened, in its order. */
  readonly steps: string[];
  /** What was said of it. */
  readonly events: unknown[][];
  /** What another process has left. */
  kept: Tokens | undefined;
  /** The app's, as it stands beside these. */
  secret: string;
  /** What the app proved itself with. */
  readonly secrets: string[];
  /** What it leaves while this one asks for tokens. */
  next: Tokens | undefined;
  /** Settles when another process is done that renews the tokens; undefined where none does. */
  free: Promise<void> | undefined;
  /** Settles when Gong responds with tokens; undefined where it does at once. */
  response: Promise<void> | undefined;
  /** Whether this one keeps others waiting. */
  isLocked: boolean;
  /** Thrown by the next step of this name. */
  failures: Record<string, Error>;
}

/** Tokens that live for an hour, numbered as they are issued. */
export function open(given: Partial<Tokens> = {}, issued: Partial<IssuedTokens> = {}): World {
  let count = 0;
  const step = async (name: string): Promise<void> => {
    world.steps.push(name);
    await Promise.resolve();
    const failure = world.failures[name];
    if (failure !== undefined) throw failure;
  };
  const lock = (): AsyncDisposable => {
    world.isLocked = true;
    return {
      async [Symbol.asyncDispose]() {
        world.isLocked = false;
        await Promise.resolve();
      },
    };
  };
  const authorization = oauthAuthorization({
    baseUrl: CONFIGURED,
    tokens: {
      refreshToken: 'r0',
      accessToken: 'a0',
      expiresAt: Date.now() + 60 * MINUTE,
      baseUrl: OWN,
      ...given,
    },
    store: {
      async lock() {
        await world.free;
        return lock();
      },
      tryLock: () => Promise.resolve(world.free === undefined ? lock() : undefined),
      prepare: () => step('prepare'),
      read: () => Promise.resolve(world.kept && { clientSecret: world.secret, ...world.kept }),
      awaitNext: () => Promise.resolve(world.next),
      save: ({ refreshToken }, spent) => step(`save ${refreshToken} for ${spent}`),
    },
    async request({ refreshToken, clientSecret = 'old secret' }, isLost, ended) {
      world.secrets.push(clientSecret);
      await step(`request ${refreshToken}${isLost ? ' again' : ''}`);
      await world.response;
      ended.throwIfAborted();
      count += 1;
      const expiresAt = Date.now() + 60 * MINUTE;
      const tokens = { refreshToken: `r${count}`, accessToken: `a${count}`, expiresAt, baseUrl: OWN };
      return { ...tokens, isForeign: false, ...issued };
    },
    limits: SYNC_RETRIES,
    events: { emit: (name, ...args) => world.events.push([name, ...args]) },
    signal,
  });
  const world: World = {
    authorization,
    steps: [],
    events: [],
    kept: undefined,
    secret: 'old secret',
    secrets: [],
    next: undefined,
    response: undefined,
    free: undefined,
    isLocked: false,
    failures: {},
  };
  return world;
}

export async function tokenOf({ authorization }: World): Promise<string> {
  const { baseUrl, headers } = await authorization.access(signal);
  return `${headers['authorization']} at ${baseUrl}`;
}
