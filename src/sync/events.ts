import type { EventEmitter } from 'node:events';
import type { GongEvents } from '../gong/events.ts';
import type { Range } from '../streams/list.ts';

/** What happens in a sync. Logs, displays and counters listen; nothing is passed up by hand. */
export interface SyncEvents extends GongEvents {
  /** A window of a list is begun. */
  windowOpened: [{ list: string; window: Range }];
  /** Its list came to its end; `items` came in `pages`. */
  windowRead: [{ list: string; window: Range; items: number; pages: number }];
  /** These streams go on with another list, so that records may come that have come before. */
  listChanged: [{ streams: readonly string[] }];
}

export type SyncEmitter = EventEmitter<SyncEvents>;
