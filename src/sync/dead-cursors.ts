import { CursorExpired } from '../gong/pages.ts';
import type { List } from '../streams/list.ts';
import type { SyncEmitter } from './events.ts';
import type { WindowRead } from './window-read.ts';
import { cutWindow } from './windows.ts';

/** How often a window that cannot be cut any smaller is begun again because its cursor died. */
const RESTARTS = 3;

/** Reads in a row that end with a cursor that has died, and bring nothing. More of them, and it is not the cursor's age. */
const VAIN_EXPIRIES = 6;

export interface DeadCursorsOptions {
  readonly list: List;
  readonly events: SyncEmitter;
  /** Settles when all that came from the window so far has gone out. */
  readonly settle: (each: WindowRead) => Promise<void>;
}

/** What becomes of windows of a list whose cursor has died: they are read again, in halves, which know what has been sent. */
export class DeadCursors {
  readonly #options: DeadCursorsOptions;
  #vainExpiries = 0;

  constructor(options: DeadCursorsOptions) {
    this.#options = options;
  }

  /**
   * Returns what is to be read in the window's place; undefined where it comes to the same end again and again: with a count
   * that is ahead of the list, one cursor too many looks like one that has died. Rejects with what is no such error, and where
   * nothing helps.
   */
  async readAgain(each: WindowRead, error: unknown): Promise<WindowRead[] | undefined> {
    if (!(error instanceof CursorExpired)) throw error;
    const { list, events, settle } = this.#options;
    const { path } = list.request(each.window);
    this.#vainExpiries = each.isAgain && each.newCount === 0 ? this.#vainExpiries + 1 : 0;
    const isVain = this.#vainExpiries > VAIN_EXPIRIES;
    if (isVain && error.missing < list.pageSize) return undefined;
    if (isVain) throw error;
    events.emit('warning', {
      text: `The cursor of ${path} expired. Its window is read again from the start, in halves.`,
    });
    // What has been taken belongs to neither half, and has to be out before one of them is closed.
    await settle(each);
    const halves = cutWindow(each.window, 2, list.granularity);
    if (halves.length > 1) return each.again(halves);
    if (each.restarts === RESTARTS && error.missing < list.pageSize) return undefined;
    if (each.restarts === RESTARTS) throw error;
    return each.again([each.window]);
  }
}
