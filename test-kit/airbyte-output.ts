import type {
  ErrorTrace,
  JsonObject,
  LogMessage,
  Message,
  MessageOf,
  StateMessage,
  StreamStatus,
} from './airbyte-message.ts';
import { parseMessage } from './parse-message.ts';
import { violation } from './violation.ts';

export { checkRead } from './check-read.ts';
export type { ConfiguredCatalog } from './configured-catalog.ts';

/** Everything a connector printed, with the questions that tests ask of it. */
export interface Output {
  /** Line n of stdout is `messages[n - 1]`. */
  readonly messages: readonly Message[];
  /** The messages of one type, in order. */
  of<Type extends Message['type']>(type: Type): MessageOf<Type>[];
  /** The message of a type that must be there exactly once, such as CATALOG. */
  single<Type extends Message['type']>(type: Type): MessageOf<Type>;
  /** The data of a stream's records. */
  records(stream: string): JsonObject[];
  /** The `stream_state` of each of a stream's states. */
  states(stream: string): JsonObject[];
  /** A stream's statuses, such as STARTED, RUNNING, COMPLETE. */
  statuses(stream: string): StreamStatus['status'][];
  /** The errors of one stream, or all. */
  errors(stream?: string): ErrorTrace[];
  /** What was logged, at one level or at all. */
  logs(level?: string): LogMessage['log'][];
  /** The last state of every stream, in the form in which the platform hands it to the next read. */
  savedState(): Pick<StateMessage['state'], 'type' | 'stream'>[];
}

/** Reads a whole stdout; fails on the first line that is not exactly one valid message. */
export function parseOutput(stdout: string): Output {
  const lines = stdout.split('\n');
  const rest = lines.pop() ?? '';
  if (rest !== '') violation(lines.length + 1, 'the last line does not end with a newline');
  return outputOf(lines.map((text, index) => parseMessage(text, index + 1)));
}

function outputOf(messages: readonly Message[]): Output {
  function of<Type extends Message['type']>(type: Type): MessageOf<Type>[] {
    return messages.filter((message): message is MessageOf<Type> => message.type === type);
  }
  const traces = () => of('TRACE').map((message) => message.trace);
  const streamStates = () => of('STATE').map((message) => message.state.stream);

  return {
    messages,
    of,
    single(type) {
      const [message, ...others] = of(type);
      if (message === undefined || others.length > 0) {
        throw new Error(`expected one ${type} message, got ${message === undefined ? 0 : others.length + 1}`);
      }
      return message;
    },
    records: (stream) =>
      of('RECORD').flatMap(({ record }) => (record.stream === stream ? [record.data] : [])),
    states: (stream) =>
      streamStates().flatMap((state) =>
        state.stream_descriptor.name === stream ? [state.stream_state] : [],
      ),
    statuses: (stream) =>
      traces().flatMap((trace) =>
        trace.type === 'STREAM_STATUS' && trace.stream_status.stream_descriptor.name === stream
          ? [trace.stream_status.status]
          : [],
      ),
    errors: (stream) =>
      traces().flatMap((trace) =>
        trace.type === 'ERROR' && (stream === undefined || trace.error.stream_descriptor?.name === stream)
          ? [trace.error]
          : [],
      ),
    logs: (level) =>
      of('LOG').flatMap(({ log }) => (level === undefined || log.level === level ? [log] : [])),
    savedState() {
      const last = new Map(streamStates().map((stream) => [stream.stream_descriptor.name, stream]));
      return [...last.values()].map((stream) => ({ type: 'STREAM', stream }));
    },
  };
}
