import { env } from 'node:process';
import type { Config } from '../config/config.ts';
import type { GongRequest } from '../gong/client.ts';
import { MINUTE, type Instant } from '../base/instant.ts';
import type { ConfiguredStream } from '../protocol/catalog.ts';
import { streams } from '../streams/index.ts';
import type { SyncEmitter } from '../sync/events.ts';
import { followSync } from '../terminal/follow-sync.ts';
import type { StreamChoice } from '../terminal/sync-progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { TextOutput } from '../terminal/text-output.ts';

export interface ShownSync {
  readonly config: Config;
  readonly configured: readonly ConfiguredStream[];
  readonly now: Instant;
  readonly events: SyncEmitter;
}

/** Shows a sync on stderr until it is disposed of; what the command says of itself through `output` goes with it. */
export async function showSync(
  { config, configured, now, events }: ShownSync,
  output: TextOutput,
  terminal: Terminal,
): Promise<Disposable> {
  const { requestsPerSecond, dailyRequestLimit } = config;
  return await followSync({
    events,
    streams: streamChoices(configured, now),
    requestsPerSecond,
    dailyRequestLimit,
    clock: () => Date.now(),
    terminal,
    output,
    environment: env,
  });
}

/** The streams with the endpoints that are asked for their sake: of their records, and of their list. */
function streamChoices(configured: readonly ConfiguredStream[], now: Instant): StreamChoice[] {
  const window = { from: now - MINUTE, to: now, isLast: true };
  return configured.flatMap(({ name }) => {
    const stream = streams.find((each) => each.name === name);
    if (stream === undefined) return [];
    const requests = [stream.probe(window).request, stream.list.request(window)];
    return [{ name, endpoints: requests.map(endpointOf) }];
  });
}

function endpointOf({ method, path }: GongRequest): string {
  return `${method} ${path}`;
}
