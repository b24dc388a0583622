import { setTimeout as sleep } from 'node:timers/promises';
import { untilAborted } from '../base/abort.ts';
import { SECOND } from '../base/instant.ts';
import type { Emitter, GongEvents } from './events.ts';

/** A process that is told to end waits so long for tokens that are on their way. */
const GRACE_MS = 6 * SECOND;

/** A shorter wait needs no word. */
const QUIET_MS = SECOND;

const WAIT =
  'The OAuth tokens are being renewed, and the new ones would be lost if the run ended now. It waits for them, a minute at most.';

/** Settles when a renewal has, so that no token is issued that nobody keeps; soon where the process is told to end. */
export async function renewalEnded(
  renewal: Promise<void>,
  events: Emitter<GongEvents>,
  signal: AbortSignal,
): Promise<void> {
  const settled = renewal.catch(() => {});
  const timer = setTimeout(() => events.emit('warning', { text: WAIT }), QUIET_MS);
  try {
    await untilAborted(settled, signal);
  } finally {
    clearTimeout(timer);
  }
  if (signal.aborted) await Promise.race([settled, sleep(GRACE_MS, undefined, { ref: false })]);
}
