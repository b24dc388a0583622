import { env } from 'node:process';
import { createGong, type Gong } from '../gong/client.ts';
import { Concurrency } from '../gong/concurrency.ts';
import type { Emitter, GongEvents } from '../gong/events.ts';
import { createRateLimiter } from '../gong/rate-limiter.ts';
import type { RetryLimits } from '../gong/retry.ts';
import { createTransport } from '../gong/transport.ts';
import { authorizationOf } from './authorization.ts';
import type { LoadedConfig } from './load-config.ts';
import { guardMemory } from './memory-guard.ts';
import type { CommandContext } from './command-context.ts';

/** A client and its connections, which close with it. */
export interface Client extends AsyncDisposable {
  readonly gong: Gong;
}

/** Builds the client of a config. */
export function openClient(
  config: LoadedConfig,
  limits: RetryLimits,
  { signal, memory }: Pick<CommandContext, 'signal' | 'memory'>,
  events: Emitter<GongEvents>,
): Client {
  const { baseUrl, requestsPerSecond, dailyRequestLimit, workers: maxInFlight } = config;
  const authorization = authorizationOf(config, { limits, events }, signal);
  const transport = createTransport(baseUrl, { environment: env });
  const limiter = createRateLimiter({ requestsPerSecond, dailyRequestLimit, maxInFlight, signal, events });
  const gong = createGong({
    authorization,
    requestsPerSecond,
    transport,
    limiter,
    concurrency: new Concurrency({ requestsPerSecond, maxInFlight }),
    limits,
    events,
  });
  const guard = guardMemory(memory, (error) => limiter.close(error));
  return {
    gong,
    async [Symbol.asyncDispose]() {
      guard[Symbol.dispose]();
      await authorization.close();
      await transport.close();
    },
  };
}
