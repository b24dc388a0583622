import { formatInstant } from '../base/instant.ts';
import type { Log } from '../protocol/log.ts';
import type { Range } from '../streams/list.ts';
import type { SyncEmitter } from '../sync/events.ts';
import { formatCountOf } from '../terminal/figures.ts';

/** Writes to the log, for those who look closely, which windows are read. */
export function logWindows(events: SyncEmitter, log: Log): void {
  events.on('windowOpened', ({ list, window }) => log.debug(`${list}: reads ${periodOf(window)}`));
  events.on('windowRead', ({ list, window, items, pages }) => {
    log.debug(
      `${list}: has read ${periodOf(window)}, ${formatCountOf(items, 'item')} in ${formatCountOf(pages, 'page')}`,
    );
  });
}

/** Writes to the log, at the end of each stream, what differed from its schema. */
export function logDrift(events: SyncEmitter, log: Log): void {
  events.on('drift', ({ stream, text }) => log.warn(`${stream}: differed from the schema: ${text}`));
}

function periodOf({ from, to }: Range): string {
  return `${formatInstant(from)} to ${formatInstant(to)}`;
}
