import { open, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LineWriter, type Sink } from '../base/line-writer.ts';
import { descriptorSink } from '../protocol/sink.ts';
import { NOTHING, type Extent } from './directory-state.ts';
import { makeFolder, syncFolder } from './file-system.ts';

const compress = promisify(gzip);

const LINE_FEED = 0x0a;

/** Pieces of the usual size would make a compressed file a fifth larger. */
const COMPRESSED_PIECE_BYTES = 256 * 1024;

interface OpenFile {
  readonly handle: FileHandle;
  readonly write: Sink;
}

/**
 * A file that grows by whole lines. Compressed, each piece is a gzip member of its own, so that the file is valid, and
 * can be cut, behind every piece.
 */
export class DataFile {
  readonly path: string;
  readonly #isCompressed: boolean;
  #open: OpenFile | undefined;
  #extent: Extent;
  #isSynced = true;

  /** `extent` is what there is of it already. The file is made with the first piece. */
  constructor(path: string, isCompressed: boolean, extent: Extent = NOTHING) {
    this.path = path;
    this.#isCompressed = isCompressed;
    this.#extent = extent;
  }

  /** Returns what lines are written to the file with; there is to be one at a time. */
  writer(onFailure: (error: unknown) => void): LineWriter {
    const append = (lines: Uint8Array): Promise<void> => this.#append(lines);
    return this.#isCompressed
      ? new LineWriter(append, onFailure, COMPRESSED_PIECE_BYTES)
      : new LineWriter(append, onFailure);
  }

  /** Brings onto the disk what was written by now. Returns how far that goes. */
  async sync(): Promise<Extent> {
    const extent = this.#extent;
    if (this.#open === undefined || this.#isSynced) return extent;
    this.#isSynced = true;
    await this.#open.handle.datasync();
    return extent;
  }

  /** Takes off what was written behind this, such as half a line on a full disk, and closes the file. */
  async cutTo({ bytes }: Extent): Promise<void> {
    if (this.#open === undefined) return;
    await this.#open.handle.truncate(bytes);
    await this.close();
    if (bytes === 0) await rm(this.path);
  }

  async close(): Promise<void> {
    await this.#open?.handle.close();
    this.#open = undefined;
  }

  /** Adds whole lines. One call after the other. */
  async #append(lines: Uint8Array): Promise<void> {
    const bytes = this.#isCompressed ? await compress(lines) : lines;
    this.#open ??= await this.#openFile();
    await this.#open.write(bytes);
    const { bytes: before, lines: count } = this.#extent;
    this.#extent = { bytes: before + bytes.length, lines: count + countLines(lines) };
    this.#isSynced = false;
  }

  async #openFile(): Promise<OpenFile> {
    const folder = dirname(this.path);
    if (await makeFolder(folder)) await syncFolder(dirname(folder));
    // What is begun anew must not be there: it would be a file of another sync.
    const handle = await open(this.path, this.#extent.bytes === 0 ? 'wx' : 'a');
    // Nothing may say that a file is there which a loss of power could still take away.
    if (this.#extent.bytes === 0) await syncFolder(folder);
    return { handle, write: descriptorSink(handle.fd) };
  }
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
