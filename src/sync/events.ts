import type { EventEmitter } from 'node:events';
import type { ConnectorError } from '../base/errors.ts';
import type { GongEvents } from '../gong/events.ts';
import type { Instant } from '../base/instant.ts';
import type { Range } from '../streams/list.ts';

/** What happens in a sync. Logs, displays and counters listen; nothing is passed up by hand. */
export interface SyncEvents extends GongEvents {
  /** A window of a list is begun. */
  windowOpened: [{ list: string; window: Range }];
  /** Its list came to its end; `items` came in `pages`. */
  windowRead: [{ list: string; window: Range; items: number; pages: number }];
  /** So many records are expected of a stream in this sync. */
  estimate: [{ stream: string; records: number }];
  /** Records of a page have gone out. `newest` is the latest moment of the page; -Infinity where it has none. */
  records: [{ stream: string; count: number; newest: Instant }];
  /** Items of a page are private and were left out. */
  privateLeftOut: [{ stream: string; count: number }];
  /** Items of a page are not let through by the config's filters and were left out. */
  filteredOut: [{ stream: string; count: number }];
  /** Records were asked for by the items of a list, such as transcripts by calls, and are not there yet. */
  notYetThere: [{ stream: string; count: number }];
  /** What of a stream's records differed from its schema, and how often; at the stream's end. */
  drift: [{ stream: string; text: string }];
  /** Why the stream cannot be read to its end; what several share comes once. */
  streamFailed: [{ stream: string; error: ConnectorError }];
  /** Nothing of the stream goes out any more. */
  streamEnded: [{ stream: string; status: 'COMPLETE' | 'INCOMPLETE' }];
  /** These streams go on with another list, so that records may come that have come before. */
  listChanged: [{ streams: readonly string[] }];
}

export type SyncEmitter = EventEmitter<SyncEvents>;
