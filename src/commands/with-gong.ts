import type { Config } from '../config.ts';
import { createGong, type Gong } from '../gong/client.ts';
import { createRateLimiter } from '../gong/rate-limiter.ts';
import type { RetryLimits } from '../gong/retry.ts';
import { createTransport } from '../gong/transport.ts';
import type { Instant } from '../instant.ts';
import { guardMemory } from './memory-guard.ts';
import type { CommandContext } from './command-context.ts';

/** What a command wants to know of the requests. */
export interface Watch {
  onPause(until: Instant): void;
  /** A request goes out; what it answers is called when it has ended. */
  onRequest(): () => void;
}

/** Builds the client of a config, lends it out, and closes its connections at the end. */
export async function withGong<T>(
  config: Config,
  limits: RetryLimits,
  { log, signal, memory }: CommandContext,
  watch: Watch,
  use: (gong: Gong) => Promise<T>,
): Promise<T> {
  const transport = createTransport(config.baseUrl);
  const limiter = createRateLimiter({
    requestsPerSecond: config.requestsPerSecond,
    dailyRequestLimit: config.dailyRequestLimit,
    maxInFlight: config.workers,
    signal,
    onPause(until) {
      log.info(`Gong asked for a pause: no request before ${new Date(until).toISOString()}`);
      watch.onPause(until);
    },
    onNearQuota(spent, limit) {
      log.warn(
        `This sync has made ${spent} of the ${limit} requests that a day allows (daily_request_limit).`,
      );
    },
  });
  const gong = createGong({
    baseUrl: config.baseUrl,
    authorization: `Basic ${Buffer.from(`${config.accessKey}:${config.accessKeySecret}`).toString('base64')}`,
    transport,
    limiter,
    limits,
    onAttempt(endpoint) {
      const started = Date.now();
      const onEnd = watch.onRequest();
      return (outcome) => {
        onEnd();
        log.debug(`${endpoint}: ${outcome} after ${Date.now() - started} ms`);
      };
    },
    onRetry: (text) => log.warn(text),
  });
  using _guard = guardMemory(memory, (error) => limiter.close(error));
  try {
    return await use(gong);
  } finally {
    await transport.close();
  }
}
