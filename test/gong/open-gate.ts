import { createGate, type Gate, type GateOptions } from '../../src/gong/gate.ts';

export const { signal: never } = new AbortController();

/** A gate with limits that no test reaches by accident, and the calls it makes. */
export function openGate(options: Partial<GateOptions> = {}): {
  gate: Gate;
  pauses: number[];
  warnings: number[][];
} {
  const pauses: number[] = [];
  const warnings: number[][] = [];
  const gate = createGate({
    requestsPerSecond: 10_000,
    dailyRequestLimit: 10_000,
    mostInFlight: Infinity,
    signal: never,
    onPause: (until) => pauses.push(until),
    onNearQuota: (...counts) => warnings.push(counts),
    ...options,
  });
  return { gate, pauses, warnings };
}

/** One request that is answered at once: answers the moment it was let in, or the error. */
export async function enter(gate: Gate, signal = never, rank = 0): Promise<unknown> {
  try {
    using _passage = await gate.enter(signal, () => rank);
    return Date.now();
  } catch (error) {
    return error;
  }
}

export function enterAll(gate: Gate, count: number, signal = never): Promise<unknown[]> {
  return Promise.all(Array.from({ length: count }, () => enter(gate, signal)));
}

export function repeat(value: unknown, count: number): unknown[] {
  return Array.from({ length: count }, () => value);
}
