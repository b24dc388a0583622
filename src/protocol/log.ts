import { pino } from 'pino';
import { isJsonObject } from '../base/json-object.ts';
import type { LogLevel } from './messages.ts';
import type { MessageOutput } from './output.ts';

/** Everything that the connector says about itself goes out as LOG messages. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

const LEVELS: Readonly<Record<string, LogLevel>> = {
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
};

/** A pino logger whose only destination is the output, so that a log line keeps its place between the records. */
export function createLog(output: MessageOutput, level: 'error' | 'warn' | 'info' | 'debug'): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: false,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write(line: string) {
        const entry: unknown = JSON.parse(line);
        const { level: label, message } = isJsonObject(entry) ? entry : {};
        output.message({
          type: 'LOG',
          log: { level: LEVELS[String(label)] ?? 'INFO', message: String(message) },
        });
      },
    },
  );
}
