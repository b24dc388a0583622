import type { GongEvents, Listenable } from '../gong/events.ts';
import type { CommandContext } from './command-context.ts';

/** What of the client's events belongs into the log. */
type LoggedEvents = Listenable<GongEvents, 'response'> &
  Listenable<GongEvents, 'retry'> &
  Listenable<GongEvents, 'wait'> &
  Listenable<GongEvents, 'quota'> &
  Listenable<GongEvents, 'warning'>;

/**
 * Writes what happens at the client to the log. With `arePausesShown` people see pauses elsewhere, and a short one at the
 * rate limit needs no word at all.
 */
export function logClient(
  events: LoggedEvents,
  { log, longestQuietWaitMs }: Pick<CommandContext, 'log' | 'longestQuietWaitMs'>,
  arePausesShown = false,
): void {
  events.on('response', ({ endpoint, outcome, durationMs }) => {
    log.debug(`${endpoint}: ${outcome} after ${durationMs} ms`);
  });
  // One line for each refusal is enough: it says how long the wait is, but for one that others make longer.
  events.on('retry', ({ text, isPause, isRateLimit, waitMs }) => {
    const isQuiet = (isPause && arePausesShown) || (isRateLimit && waitMs <= longestQuietWaitMs);
    if (isQuiet) log.debug(text);
    else log.warn(text);
  });
  events.on('wait', ({ until }) => {
    log.debug(`Gong asked for a pause: no request before ${new Date(until).toISOString()}`);
  });
  events.on('quota', ({ spent, limit }) => {
    log.warn(`This sync has made ${spent} of the ${limit} requests that a day allows (daily_request_limit).`);
  });
  events.on('warning', ({ stream, text }) => log.warn(stream === undefined ? text : `${stream}: ${text}`));
}
