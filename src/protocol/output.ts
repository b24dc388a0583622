import type { Message } from './messages.ts';
import { unchanged, type Redact } from './redaction.ts';

/** Where the lines go. Settles when they are written; rejects when the reader has gone or the disk is full. */
export type Sink = (bytes: Uint8Array) => Promise<void>;

/** Is called with the place of a record in its list, and why it cannot be written. */
export type OnUnwritable = (index: number, error: unknown) => void;

/** What a command says about itself goes here. */
export interface MessageOutput {
  /** Throws, with nothing written, if the message has no JSON. */
  message(message: Message): void;
  /** From now on this is applied to everything but records. */
  redactWith(redact: Redact): void;
}

/** The only writer of messages on stdout: one JSON object a line, in the order of the calls. */
export interface Output extends MessageOutput {
  /**
   * Settles when the reader keeps up, so a caller that waits for it is held back by a slow one. A record that has no
   * JSON, since it is nested too deep or too long for a text, is left out: `onUnwritable` is called for it before
   * this returns. Without `onUnwritable` it rejects.
   */
  records(stream: string, records: readonly object[], onUnwritable?: OnUnwritable): Promise<void>;
  /** Settles when everything so far is written. Rejects if anything could not be. */
  flush(): Promise<void>;
}

/** Lines are gathered to this many bytes, since a system call a line costs five times as much. */
const BATCH_BYTES = 64 * 1024;

/** Of a batch and the line that fills it up; a line that may not fit goes out alone. */
const BUFFER_BYTES = 2 * BATCH_BYTES;

/** Of a UTF-16 unit in UTF-8. */
const MAX_BYTES_PER_UNIT = 3;

/** Batches that are kept to be filled again. A reader that keeps up needs two or three. */
const MAX_SPARE_BUFFERS = 4;

/** `onFailure` is called with the first failure of the sink, before any promise of the output rejects with it. */
export function createOutput(sink: Sink, onFailure: (error: unknown) => void): Output {
  let redact = shortened(unchanged);
  let batch = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  let size = 0;
  let tail: Promise<void> = Promise.resolve();
  /** Writes that have not settled. */
  let pending = 0;
  let isFlushDue = false;
  const spare: Buffer<ArrayBuffer>[] = [];

  /**
   * One line, whose parts are all there before the first byte is. They go straight into bytes: joining the texts
   * first would copy every record twice more.
   */
  const appendLine = (head: string, json: string, end: string): void => {
    const units = head.length + json.length + end.length;
    if (units * MAX_BYTES_PER_UNIT > BUFFER_BYTES - size) {
      const line = Buffer.concat([head, json, end].map((part) => Buffer.from(part)));
      void flush();
      enqueue(line);
      return;
    }
    for (const part of [head, json, end]) size += batch.write(part, size);
  };

  const writeAfter = async (previous: Promise<void>, bytes: Buffer<ArrayBuffer>): Promise<void> => {
    await previous;
    try {
      await sink(bytes);
      if (bytes.buffer.byteLength === BUFFER_BYTES && spare.length < MAX_SPARE_BUFFERS)
        spare.push(Buffer.from(bytes.buffer));
    } catch (error) {
      onFailure(error);
      throw error;
    }
    pending -= 1;
    if (isFlushDue && pending === 0) void flush();
  };

  // Writes are chained: after a failed one nothing more goes out, so no line appears behind a lost one.
  const enqueue = (bytes: Buffer<ArrayBuffer>): void => {
    pending += 1;
    tail = writeAfter(tail, bytes);
    // Those who wait see the rejection; there may be none.
    tail.catch(() => {});
  };

  const flush = (): Promise<void> => {
    isFlushDue = false;
    if (size > 0) {
      enqueue(batch.subarray(0, size));
      batch = spare.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
      size = 0;
    }
    return tail;
  };

  return {
    flush,
    redactWith(next) {
      redact = shortened(next);
    },
    message(message) {
      appendLine('', oneLine(JSON.stringify(redacted(message, redact))), '\n');
      // Others wait for states and statuses, so they are not held back until a batch is full, only until the writes
      // before them are done: thousands of messages at once would take a buffer each.
      if (pending === 0) void flush();
      else isFlushDue = true;
    },
    // One synchronous piece, or a stream's end could come between the records of a page.
    async records(stream, records, onUnwritable) {
      const head = `{"type":"RECORD","record":{"stream":${JSON.stringify(stream)},"data":`;
      const end = `,"emitted_at":${Date.now()}}}\n`;
      const before = tail;
      for (const [index, record] of records.entries()) {
        try {
          appendLine(head, oneLine(JSON.stringify(record)), end);
        } catch (error) {
          if (onUnwritable === undefined) throw error;
          onUnwritable(index, error);
        }
        if (size >= BATCH_BYTES) void flush();
      }
      if (tail !== before) await tail;
    },
  };
}

/** Ends of lines for Unicode, and for the Python tools that read us, but not for JSON, which lets them stand as they are. */
const LINE_ENDS = ['\u0085', '\u2028', '\u2029'];

function oneLine(json: string): string {
  // A search is so much cheaper than a replacement that nearly all records go this way.
  if (!LINE_ENDS.some((end) => json.includes(end))) return json;
  return json.replaceAll(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The platform cuts a text at 50,000 characters. Ours is cut behind the masking, or half a secret could be left. */
const MAX_TEXT_LENGTH = 20_000;

function shortened(redact: Redact): Redact {
  return (text) => redact(text).slice(0, MAX_TEXT_LENGTH);
}

/** Masks what a person reads and leaves the structure alone, even where a secret reads like a part of it. */
function redacted(message: Message, redact: Redact): Message {
  if (message.type === 'LOG') {
    return { ...message, log: { ...message.log, message: redact(message.log.message) } };
  }
  if (message.type === 'CONNECTION_STATUS' && message.connectionStatus.message !== undefined) {
    const { status, message: text } = message.connectionStatus;
    return { ...message, connectionStatus: { status, message: redact(text) } };
  }
  if (message.type !== 'TRACE' || message.trace.type !== 'ERROR') return message;
  const { error } = message.trace;
  const texts = {
    message: redact(error.message),
    ...(error.internal_message === undefined ? {} : { internal_message: redact(error.internal_message) }),
    ...(error.stack_trace === undefined ? {} : { stack_trace: redact(error.stack_trace) }),
  };
  return { ...message, trace: { ...message.trace, error: { ...error, ...texts } } };
}
