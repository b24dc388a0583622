import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import { createAdmin } from './admin.ts';
import { createApi, type Counters } from './api.ts';
import { accessKey, accessKeySecret } from './authentication.ts';
import type { Controls } from './controls.ts';
import { createFaults } from './faults.ts';
import { createLatency } from './latency.ts';
import { createLimits } from './limits.ts';
import { createOAuth, type OAuth } from './oauth/oauth.ts';
import { settle, type SandboxOptions, type Settings } from './options.ts';
import { createPublication, type Publication } from './publication.ts';
import { createRequestLog } from './request-log.ts';
import { listen, urlOf, type Handler } from './server.ts';
import { hireWriters } from './writers.ts';

export { collections, type Collection } from './truth.ts';
export { editables, type Edit } from './call-edits.ts';
export type { Change } from './changes.ts';
export type { Fault } from './faults.ts';
export type { OAuthEvent } from './oauth/history.ts';
export type { SandboxOptions } from './options.ts';
export type { RequestRecord } from './request-log.ts';

/** A Gong that runs here: a server on 127.0.0.1 that behaves as Gong's documentation describes. */
export interface Sandbox extends Controls {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const lifted = 100_000;

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = settle(options);
  const counters = {
    log: createRequestLog(),
    limits: createLimits(settings),
    faults: createFaults(settings.faults),
  };
  const publication = createPublication(settings);
  const writers = await hireWriters(settings);
  const closing = new AbortController();
  // Every answer that is held back for its latency listens.
  setMaxListeners(0, closing.signal);
  const oauth = createOAuth(settings, counters.faults, () => nowOf(settings, publication), closing.signal);
  const api = createApi(counters, {
    write: writers.write,
    publication,
    oauth,
    trustedAddresses: settings.trustedAddresses,
    latencyMilliseconds: createLatency(settings),
    closing: closing.signal,
  });
  let admin: Handler | undefined;
  let server: Server;
  try {
    server = await listen(settings.port, {
      api,
      oauth: oauth.handler,
      admin: () => (admin ??= createAdmin(controls)),
    });
  } catch (error) {
    await writers.close();
    throw error;
  }
  const url = urlOf(server);
  const controls = createControls(publication, counters, oauth, configOf(settings, url));
  const close = async (): Promise<void> => {
    closing.abort();
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    server.closeAllConnections();
    await closed;
    await writers.close();
  };
  return { ...controls, url, close, [Symbol.asyncDispose]: close };
}

function createControls(
  publication: Publication,
  counters: Counters,
  oauth: OAuth,
  config: Record<string, unknown>,
): Controls {
  return {
    config,
    requests: counters.log.records,
    mostPerSecond: () => counters.log.mostPerSecond(),
    summary: () => counters.log.summary(),
    oauthEvents: oauth.history.events,
    onOAuthEvent: (listener) => oauth.history.onEvent(listener),
    authorize: (scopes) => ({ ...config, credentials: oauth.authorize(scopes) }),
    revokeTokens: () => oauth.revokeTokens(),
    moveCustomers: () => oauth.moveCustomers(),
    truth: (collection, choice) => publication.truth(collection, choice),
    publishLate: () => publication.publishLate(),
    setClock: (instant) => publication.setClock(instant),
    changes: () => publication.changes(),
    deleteCalls: (ids) => publication.deleteCalls(ids),
    setSight: (sight) => publication.setSight(sight),
    addFaults: (faults) => counters.faults.add(faults),
    resetRequests: () => {
      counters.log.reset();
      counters.limits.reset();
    },
  };
}

/** Milliseconds since 1970, by the clock of the sandbox's own where there is one. */
function nowOf({ clock }: Settings, publication: Publication): number {
  return clock === undefined ? Date.now() : publication.current().publication / 1000;
}

function configOf(settings: Settings, url: string): Record<string, unknown> {
  const { from, requestsPerSecond, dailyRequestLimit } = settings;
  return {
    credentials: { auth_type: 'APIKey', access_key: accessKey, access_key_secret: accessKeySecret },
    start_date: new Date(from / 1000).toISOString().replace('.000Z', 'Z'),
    api_base_url: url,
    ...(requestsPerSecond === 3 ? {} : { requests_per_second: Math.min(lifted, requestsPerSecond) }),
    ...(dailyRequestLimit === 10_000 ? {} : { daily_request_limit: Math.min(lifted, dailyRequestLimit) }),
  };
}
