import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JsonObject } from '../base/json-object.ts';
import type { LineWriter } from '../base/line-writer.ts';
import type { StreamShape } from '../protocol/catalog.ts';
import type { OnUnwritable } from '../protocol/output.ts';
import { DataFile } from './data-file.ts';
import { isCompressedName, type Extent, type StreamEntry } from './directory-state.ts';
import { PART, syncFolder } from './file-system.ts';
import { appendRecord } from './record-line.ts';
import { writeWithoutRepeats } from './repeats.ts';

/** The file of one stream in one sync, and what of it can be told by a state. */
export class StreamFile {
  readonly #shape: StreamShape;
  readonly #file: DataFile;
  readonly #lines: LineWriter;
  #entry: StreamEntry;
  #state: JsonObject | undefined;
  #mayRepeat: boolean;
  #hasEnded = false;
  #hasFailed = false;
  #hasNews = false;

  constructor(root: string, shape: StreamShape, entry: StreamEntry, onFailure: (error: unknown) => void) {
    const { file: name, extent } = entry.sync;
    this.#shape = shape;
    this.#entry = entry;
    this.#state = entry.state;
    this.#file = new DataFile(join(root, shape.name, name), isCompressedName(name), extent);
    this.#lines = this.#file.writer(onFailure);
    // Windows that were under way when the sync was broken off come again from their start.
    this.#mayRepeat = extent.lines > 0;
  }

  /** Whether there is something that is not saved yet. */
  get hasNews(): boolean {
    return this.#hasNews;
  }

  /** What may be saved of it since it was settled. */
  get entry(): StreamEntry {
    return this.#entry;
  }

  /** Settles when the disk keeps up. */
  async append(records: readonly object[], onUnwritable?: OnUnwritable): Promise<void> {
    const emittedAt = new Date().toISOString();
    const before = this.#lines.written;
    for (const [index, record] of records.entries()) {
      try {
        appendRecord(this.#lines, record, emittedAt);
      } catch (error) {
        if (onUnwritable === undefined) throw error;
        onUnwritable(index, error);
      }
      this.#lines.flushIfFull();
    }
    if (this.#lines.written !== before) await this.#lines.written;
  }

  /** The state covers records so far. Without a cursor a stream is read whole or not at all, so that it covers none. */
  noteState(state: JsonObject): void {
    if (this.#shape.cursorField === undefined) return;
    this.#state = state;
    this.#hasNews = true;
  }

  /** From now on a record may come a second time. */
  expectRepeats(): void {
    this.#mayRepeat = true;
  }

  /** It does not come to its end in this sync. */
  fail(): void {
    this.#hasFailed = true;
  }

  /** Nothing comes any more in this sync. */
  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#hasNews = true;
  }

  /** Brings onto the disk what the last state covers, so that it may be saved. */
  async settle(signal: AbortSignal): Promise<void> {
    this.#hasNews = false;
    const hasEnded = this.#hasEnded;
    const state = this.#state;
    await this.#lines.flush();
    const extent = await this.#file.sync();
    const sync = { ...this.#entry.sync, extent, hasFailed: this.#hasFailed };
    this.#entry = { ...this.#entry, state, sync };
    if (!hasEnded) return;
    let unique: Extent | undefined;
    try {
      if (this.#mayRepeat && extent.lines > 0)
        unique = await writeWithoutRepeats(this.#file.path, this.#shape.primaryKey, signal);
    } catch (error) {
      // A pass over a large file must not hold up a process that is to end. The next run makes it.
      if (signal.aborted) return;
      throw error;
    }
    await this.#file.close();
    const finished = { extent: unique ?? extent, isFinished: true, isSwapDue: unique !== undefined };
    this.#entry = { ...this.#entry, sync: { ...sync, ...finished } };
  }

  /** Puts the file without repeats, if there is one and it is saved that it counts, into its place. */
  async swap(): Promise<void> {
    if (!this.#entry.sync.isSwapDue) return;
    await swapIn(this.#file.path);
    this.#entry = { ...this.#entry, sync: { ...this.#entry.sync, isSwapDue: false } };
  }

  /** Takes off what no state covers, so that readers find whole lines, and lets go of the file. */
  async close(): Promise<void> {
    await this.#lines.written.catch(() => {});
    await this.#file.cutTo(this.#entry.sync.extent);
  }
}

export async function swapIn(path: string): Promise<void> {
  await rename(`${path}${PART}`, path);
  await syncFolder(dirname(path));
}
