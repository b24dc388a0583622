import { toJsonLine } from '../base/json-line.ts';
import { LineWriter, type Sink } from '../base/line-writer.ts';
import type { Message } from './messages.ts';
import { Redaction, type Redact } from './redaction.ts';

/** Is called with the place of a record in its list, and why it cannot be written. */
export type OnUnwritable = (index: number, error: unknown) => void;

/** What a command says about itself goes here. */
export interface MessageOutput {
  /** Throws, with nothing written, if the message has no JSON. */
  message(message: Message): void;
  /** From now on these are masked as well, in everything but records and configs. */
  addSecrets(secrets: readonly string[]): void;
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

/** `onFailure` is called with the first failure of the sink, before any promise of the output rejects with it. */
export function createOutput(sink: Sink, onFailure: (error: unknown) => void): Output {
  const redaction = new Redaction();
  const redact = shortened(redaction.redact);
  const lines = new LineWriter(sink, onFailure);

  return {
    flush: () => lines.flush(),
    addSecrets(secrets) {
      redaction.add(secrets);
    },
    message(message) {
      lines.append('', toJsonLine(redacted(message, redact)), '\n');
      // Others wait for states and statuses.
      lines.flushSoon();
    },
    // One synchronous piece, or a stream's end could come between the records of a page.
    async records(stream, records, onUnwritable) {
      const head = `{"type":"RECORD","record":{"stream":${JSON.stringify(stream)},"data":`;
      const end = `,"emitted_at":${Date.now()}}}\n`;
      const before = lines.written;
      for (const [index, record] of records.entries()) {
        try {
          lines.append(head, toJsonLine(record), end);
        } catch (error) {
          if (onUnwritable === undefined) throw error;
          onUnwritable(index, error);
        }
        lines.flushIfFull();
      }
      if (lines.written !== before) await lines.written;
    },
  };
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
