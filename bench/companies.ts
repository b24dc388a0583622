import type { SandboxOptions } from './sandbox.ts';

/** One company, and how its Gong behaves. */
export interface Company {
  readonly calls: number;
  readonly latencyMs: number;
  /** Gong documents no order of its lists. */
  readonly order: Order;
}

export type Order = 'ascending' | 'scattered';

const DAYS = 300;
const LATENCY_JITTER = 0.2;
const HOUR_MS = 3_600_000;

/** One moment for a whole run of the benchmark: companies of the same size hold the same records throughout. */
const UNTIL = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS).toISOString();

export function contents(calls: number): SandboxOptions {
  return { calls, days: DAYS, until: UNTIL };
}

export function behaviour({ calls, latencyMs, order }: Company): SandboxOptions {
  return { ...contents(calls), 'latency-ms': latencyMs, 'latency-jitter': LATENCY_JITTER, order };
}
