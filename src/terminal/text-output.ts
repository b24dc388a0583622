import type { LogLevel, Message, TraceError } from '../protocol/messages.ts';
import type { MessageOutput } from '../protocol/output.ts';
import { Redaction } from '../protocol/redaction.ts';
import { plainLine, plainText } from './plain-text.ts';

/** Writes what a command says about itself as text for people, its secrets masked. */
export interface TextOutput extends MessageOutput {
  /** Masks the secrets that are known by now. */
  redact(text: string): string;
  /** From now on lines go there, such as above a display that is drawn anew. */
  writeLinesTo(write: (line: string) => void): void;
}

const LABELS: Readonly<Record<LogLevel, string>> = {
  FATAL: 'error',
  ERROR: 'error',
  WARN: 'warning',
  INFO: 'info',
  DEBUG: 'debug',
  TRACE: 'debug',
};

/** `write` gets lines without their ends. Logs and errors are written; all other messages are for platforms. */
export function createTextOutput(write: (line: string) => void): TextOutput {
  const redaction = new Redaction();
  let writeLine = write;
  return {
    message(message: Message) {
      const text = textOf(message);
      if (text !== undefined) writeLine(redaction.redact(text));
    },
    addSecrets(secrets) {
      redaction.add(secrets);
    },
    redact: redaction.redact,
    writeLinesTo(next) {
      writeLine = next;
    },
  };
}

function textOf(message: Message): string | undefined {
  if (message.type === 'LOG') {
    const { level, message: text } = message.log;
    return `${LABELS[level]}: ${plainLine(text)}`;
  }
  if (message.type !== 'TRACE' || message.trace.type !== 'ERROR') return undefined;
  return describe(message.trace.error);
}

/** One line, but for a defect of ours, whose stack has to be reported. */
function describe(error: TraceError): string {
  const { message, internal_message: detail, stack_trace: stack, failure_type: kind } = error;
  const stream = error.stream_descriptor === undefined ? '' : `${error.stream_descriptor.name}: `;
  const more = detail === undefined || kind === 'config_error' ? '' : ` (${plainLine(detail)})`;
  const trace = stack === undefined || kind !== 'system_error' ? '' : `\n${plainText(stack)}`;
  return `error: ${stream}${plainLine(message)}${more}${trace}`;
}
