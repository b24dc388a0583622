import { isJsonObject } from '../base/json-object.ts';
import type { Instant } from '../base/instant.ts';
import type { StreamShape } from '../protocol/catalog.ts';
import type { Message } from '../protocol/messages.ts';
import type { MessageOutput, OnUnwritable, Output } from '../protocol/output.ts';
import { fileNameOf, NOTHING, type StreamEntry } from './directory-state.ts';
import type { DocumentFiles } from './documents/document-files.ts';
import { DOCUMENTS_STREAM } from './documents/names.ts';
import type { StateStore } from './state-store.ts';
import { StreamFile } from './stream-file.ts';
import { writeFailure } from './write-failure.ts';

export interface DirectoryOutputOptions {
  readonly store: StateStore;
  readonly streams: readonly StreamShape[];
  /** The moment the sync started, which may be an earlier one that was broken off. */
  readonly now: Instant;
  readonly isCompressed: boolean;
  /** Where documents are written as files as well. */
  readonly documents?: DocumentFiles | undefined;
  /** What is no record and no state goes there. */
  readonly messages: MessageOutput;
  /** Is called once, with what has kept something from being written. Then nothing is written any more. */
  readonly onFailure: (error: Error) => void;
  /** Aborts when the sync does. */
  readonly signal: AbortSignal;
}

/**
 * Writes the records of one sync to the files of a directory, and the states to its `state.json`: no state before the
 * records that it covers are on the disk.
 */
export class DirectoryOutput implements Output {
  readonly #options: DirectoryOutputOptions;
  readonly #files: ReadonlyMap<string, StreamFile>;
  #saved: Promise<void> = Promise.resolve();
  #isSaving = false;
  #failure: Error | undefined;

  private constructor(options: DirectoryOutputOptions, entries: readonly StreamEntry[]) {
    const { store, streams } = options;
    this.#options = options;
    const onFailure = (error: unknown): void => this.#fail(error);
    this.#files = new Map(
      streams.flatMap((shape) => {
        const entry = entries.find(({ stream }) => stream === shape.name);
        return entry === undefined
          ? []
          : [[shape.name, new StreamFile(store.root, shape, entry, onFailure)] as const];
      }),
    );
  }

  /** Says in the directory that the sync is under way, before there is anything of it. */
  static async begin(options: DirectoryOutputOptions): Promise<DirectoryOutput> {
    const entries = options.streams.map(({ name }) => entryOf(name, options));
    await options.store.put(entries);
    return new DirectoryOutput(options, entries);
  }

  message(message: Message): void {
    if (message.type === 'STATE') {
      const { stream_descriptor: descriptor, stream_state: state } = message.state.stream;
      if (isJsonObject(state)) this.#files.get(descriptor.name)?.noteState(state);
      this.#saveSoon();
      return;
    }
    if (message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS') {
      const { stream_descriptor: descriptor, status } = message.trace.stream_status;
      if (status === 'COMPLETE') this.#files.get(descriptor.name)?.end();
      if (status === 'INCOMPLETE') this.#files.get(descriptor.name)?.fail();
      this.#saveSoon();
    }
    this.#options.messages.message(message);
  }

  async records(stream: string, records: readonly object[], onUnwritable?: OnUnwritable): Promise<void> {
    const appending = this.#files.get(stream)?.append(records, onUnwritable);
    await Promise.all([appending, stream === DOCUMENTS_STREAM ? this.#writeDocuments(records) : undefined]);
  }

  addSecrets(secrets: readonly string[]): void {
    this.#options.messages.addSecrets(secrets);
  }

  /** From now on records of these streams may come a second time. */
  expectRepeats(streams: readonly string[]): void {
    for (const stream of streams) this.#files.get(stream)?.expectRepeats();
  }

  /** Settles when all that is covered by now is saved. Rejects if anything could not be. */
  async flush(): Promise<void> {
    await this.#saved;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** The sync has come to its end, also for streams that failed: what is missing of them is for the next one. */
  async finish(): Promise<void> {
    for (const file of this.#files.values()) file.end();
    this.#saveSoon();
    await this.flush();
  }

  /** Settles when the files are closed, and hold what is saved of them and nothing else. */
  async close(): Promise<void> {
    await this.#saved;
    await this.#options.documents?.written.catch(() => {});
    // What fails here fails again at the next run, which does the same.
    await Promise.all([...this.#files.values()].map((file) => file.close().catch(() => {})));
  }

  async #writeDocuments(records: readonly object[]): Promise<void> {
    try {
      await this.#options.documents?.write(records);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  /** Saving goes on as long as there is news. */
  #saveSoon(): void {
    if (this.#isSaving) return;
    this.#isSaving = true;
    this.#saved = this.#save();
  }

  /** Never rejects. */
  async #save(): Promise<void> {
    const { store, documents, signal } = this.#options;
    const files = [...this.#files.values()];
    try {
      for (;;) {
        const changed = this.#failure === undefined ? files.filter(({ hasNews }) => hasNews) : [];
        if (changed.length === 0) break;
        for (const file of changed) await file.settle(signal);
        // What the states cover has been given to be written, and must be there before they say so.
        await documents?.written;
        await store.put(changed.map(({ entry }) => entry));
        const swapped = changed.filter(({ entry }) => entry.sync.isSwapDue);
        for (const file of swapped) await file.swap();
        if (swapped.length > 0) await store.put(swapped.map(({ entry }) => entry));
      }
    } catch (error) {
      this.#fail(error);
    }
    this.#isSaving = false;
  }

  #fail(error: unknown): void {
    if (this.#failure !== undefined) return;
    this.#failure = writeFailure(this.#options.store.root, error);
    this.#options.onFailure(this.#failure);
  }
}

/** A stream of a sync that was broken off goes on; any other one begins a file of this sync. */
function entryOf(stream: string, { store, now, isCompressed }: DirectoryOutputOptions): StreamEntry {
  const last = store.state.entries.get(stream);
  if (last !== undefined && last.sync.now === now && !last.sync.isFinished) return last;
  return {
    stream,
    state: last?.state,
    sync: {
      now,
      file: fileNameOf(now, isCompressed),
      extent: NOTHING,
      isFinished: false,
      isSwapDue: false,
    },
  };
}
