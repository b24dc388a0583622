/** Where bytes go. Settles when they are written; rejects when the reader has gone or the disk is full. */
export type Sink = (bytes: Uint8Array) => Promise<void>;

/** Lines are gathered to this many bytes, since a system call a line costs five times as much. */
const BATCH_BYTES = 64 * 1024;

/** Room in a buffer for a batch and the line that fills it up, in batches; a line that may not fit goes out alone. */
const BUFFER_BATCHES = 2;

/** Lines as short as this are gathered as text, up to as much: to encode each by itself takes three times as long. */
const SHORT_LINE_UNITS = 2 * 1024;
const TEXT_UNITS = 4 * 1024;

/** Of a UTF-16 unit in UTF-8. */
const MAX_BYTES_PER_UNIT = 3;

/** Batches that are kept to be filled again. A reader that keeps up needs two or three. */
const MAX_SPARE_BUFFERS = 4;

/** Gathers lines to batches and writes these one after the other. */
export class LineWriter {
  readonly #sink: Sink;
  readonly #onFailure: (error: unknown) => void;
  readonly #batchBytes: number;
  readonly #bufferBytes: number;
  readonly #spare: Buffer<ArrayBuffer>[] = [];
  #batch: Buffer<ArrayBuffer>;
  #size = 0;
  /** Lines that come behind what is in the batch. */
  #text = '';
  #written: Promise<void> = Promise.resolve();
  /** Writes that have not settled. */
  #pending = 0;
  #isFlushDue = false;

  /** `onFailure` is called with the first failure of the sink, before any promise of the writer rejects with it. */
  constructor(sink: Sink, onFailure: (error: unknown) => void, batchBytes = BATCH_BYTES) {
    this.#sink = sink;
    this.#onFailure = onFailure;
    this.#batchBytes = batchBytes;
    this.#bufferBytes = BUFFER_BATCHES * batchBytes;
    this.#batch = Buffer.allocUnsafeSlow(this.#bufferBytes);
  }

  /** Settles when the batches so far are written; another promise with every batch. Rejects if one could not be. */
  get written(): Promise<void> {
    return this.#written;
  }

  /**
   * Adds one line, whose parts are all there before the first byte is. Those of a long one go straight into bytes: joining
   * the texts first would copy it twice more.
   */
  append(head: string, json: string, end: string): void {
    const units = head.length + json.length + end.length;
    if (units <= SHORT_LINE_UNITS) {
      this.#text += head + json + end;
      if (this.#text.length > TEXT_UNITS) this.#encodeText();
      return;
    }
    this.#encodeText();
    if (units * MAX_BYTES_PER_UNIT > this.#bufferBytes - this.#size) {
      const line = Buffer.concat([head, json, end].map((part) => Buffer.from(part)));
      void this.flush();
      this.#enqueue(line);
      return;
    }
    for (const part of [head, json, end]) this.#size += this.#batch.write(part, this.#size);
  }

  flushIfFull(): void {
    if (this.#size >= this.#batchBytes) void this.flush();
  }

  /** Does not wait for the batch to be full, only for the writes before it: thousands of small ones would take a buffer each. */
  flushSoon(): void {
    if (this.#pending === 0) void this.flush();
    else this.#isFlushDue = true;
  }

  /** Settles when everything so far is written. Rejects if anything could not be. */
  flush(): Promise<void> {
    this.#isFlushDue = false;
    this.#encodeText();
    if (this.#size > 0) {
      this.#enqueue(this.#batch.subarray(0, this.#size));
      this.#batch = this.#spare.pop() ?? Buffer.allocUnsafeSlow(this.#bufferBytes);
      this.#size = 0;
    }
    return this.#written;
  }

  #encodeText(): void {
    if (this.#text === '') return;
    const text = this.#text;
    this.#text = '';
    if (text.length * MAX_BYTES_PER_UNIT > this.#bufferBytes - this.#size) {
      const bytes = Buffer.from(text);
      void this.flush();
      this.#enqueue(bytes);
    } else {
      this.#size += this.#batch.write(text, this.#size);
    }
  }

  // Writes are chained: after a failed one nothing more goes out, so no line appears behind a lost one.
  #enqueue(bytes: Buffer<ArrayBuffer>): void {
    this.#pending += 1;
    this.#written = this.#writeAfter(this.#written, bytes);
    // Those who wait see the rejection; there may be none.
    this.#written.catch(() => {});
  }

  async #writeAfter(previous: Promise<void>, bytes: Buffer<ArrayBuffer>): Promise<void> {
    await previous;
    try {
      await this.#sink(bytes);
    } catch (error) {
      this.#onFailure(error);
      throw error;
    }
    if (bytes.buffer.byteLength === this.#bufferBytes && this.#spare.length < MAX_SPARE_BUFFERS)
      this.#spare.push(Buffer.from(bytes.buffer));
    this.#pending -= 1;
    if (this.#isFlushDue && this.#pending === 0) void this.flush();
  }
}
