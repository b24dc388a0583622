import type { GongEvents, Listenable } from '../gong/events.ts';
import type { Log } from '../protocol/log.ts';

/** What of the client's events belongs into the log. */
type LoggedEvents = Listenable<GongEvents, 'response'> &
  Listenable<GongEvents, 'retry'> &
  Listenable<GongEvents, 'wait'> &
  Listenable<GongEvents, 'quota'> &
  Listenable<GongEvents, 'warning'>;

/** Writes what happens at the client to the log. With `arePausesShown` people see pauses elsewhere. */
export function logClient(events: LoggedEvents, log: Log, arePausesShown = false): void {
  events.on('response', ({ endpoint, outcome, durationMs }) => {
    log.debug(`${endpoint}: ${outcome} after ${durationMs} ms`);
  });
  // One line for each refusal is enough: it says how long the wait is, but for one that others make longer.
  events.on('retry', ({ text, isPause }) => (isPause && arePausesShown ? log.debug(text) : log.warn(text)));
  events.on('wait', ({ until }) => {
    log.debug(`Gong asked for a pause: no request before ${new Date(until).toISOString()}`);
  });
  events.on('quota', ({ spent, limit }) => {
    log.warn(`This sync has made ${spent} of the ${limit} requests that a day allows (daily_request_limit).`);
  });
  events.on('warning', ({ stream, text }) => log.warn(stream === undefined ? text : `${stream}: ${text}`));
}
