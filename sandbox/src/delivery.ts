import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './faults.ts';

/** How a body is brought over the wire when something is wrong with that. */
export interface Delivery {
  /** Then the socket dies. */
  readonly cutAfterBytes: number;
  readonly bytesPerSecond: number;
  readonly signal: AbortSignal;
}

const shortestPauseMilliseconds = 10;

/** Undefined for a fault that does not touch the delivery. */
export function deliveryOf(
  fault: Fault | undefined,
  length: number,
  signal: AbortSignal,
): Delivery | undefined {
  const { cutAfterBytes, trickleBytesPerSecond } = fault?.answer ?? {};
  const cut = fault?.truncate === true ? length >> 1 : cutAfterBytes;
  if (cut === undefined && trickleBytesPerSecond === undefined) return undefined;
  return { cutAfterBytes: cut ?? Infinity, bytesPerSecond: trickleBytesPerSecond ?? Infinity, signal };
}

/** Writes a body whose head was written. */
export async function deliver(response: ServerResponse, bytes: Buffer, delivery: Delivery): Promise<void> {
  const { cutAfterBytes, bytesPerSecond, signal } = delivery;
  const end = Math.min(bytes.length, cutAfterBytes);
  const pause = Math.max(shortestPauseMilliseconds, 1000 / bytesPerSecond);
  const step = bytesPerSecond === Infinity ? end : Math.max(1, Math.round((bytesPerSecond * pause) / 1000));
  response.flushHeaders();
  for (let start = 0; start < end && !response.destroyed; start += step) {
    if (start > 0) await wait(pause, undefined, { signal });
    await write(response, bytes.subarray(start, Math.min(end, start + step)));
  }
  if (cutAfterBytes < Infinity) response.destroy();
  else response.end();
}

/** Resolves when the bytes have left, or cannot any more because the client is gone. */
function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    response.write(bytes, () => resolve());
  });
}
