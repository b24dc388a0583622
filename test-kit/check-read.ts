import { AssertionError } from 'node:assert';
import type { Message } from './airbyte-message.ts';
import type { Output } from './airbyte-output.ts';
import type { ConfiguredCatalog } from './configured-catalog.ts';
import { acceptRecord } from './record-rules.ts';
import { acceptState } from './state-rules.ts';
import { acceptError, acceptStatus } from './status-rules.ts';
import { expectStream, type ReadOptions, type StreamLife } from './stream-life.ts';
import { violation } from './violation.ts';

/**
 * Fails on the first message that breaks a rule of a read's sequence: the life of each stream, its counts,
 * states, keys and fields. https://docs.airbyte.com/understanding-airbyte/airbyte-protocol
 */
export function checkRead(output: Output, catalog: ConfiguredCatalog, options: ReadOptions = {}): void {
  const lives = new Map(
    catalog.streams.map((configured) => [configured.stream.name, expectStream(configured, options)]),
  );
  for (const [index, message] of output.messages.entries()) {
    const line = index + 1;
    if (message.type === 'SPEC' || message.type === 'CATALOG' || message.type === 'CONNECTION_STATUS') {
      violation(line, `${message.type} does not belong in a read`);
    }
    const stream = streamOf(message);
    if (stream === undefined) continue;
    const life = lives.get(stream) ?? violation(line, `${stream} is not in the configured catalog`);
    if (life.phase === 'over') violation(line, `${stream}: ${message.type} after its end`);
    const othersFailed = [...lives.values()].some((other) => other !== life && other.failed);
    accept(life, message, othersFailed, line);
  }
  for (const life of lives.values()) checkEnd(life);
}

function streamOf(message: Message): string | undefined {
  if (message.type === 'RECORD') return message.record.stream;
  if (message.type === 'STATE') return message.state.stream.stream_descriptor.name;
  if (message.type !== 'TRACE') return undefined;
  const { trace } = message;
  if (trace.type === 'STREAM_STATUS') return trace.stream_status.stream_descriptor.name;
  if (trace.type === 'ERROR') return trace.error.stream_descriptor?.name;
  return trace.type === 'ESTIMATE' ? trace.estimate.name : undefined;
}

function accept(life: StreamLife, message: Message, othersFailed: boolean, line: number): void {
  if (message.type === 'RECORD') acceptRecord(life, message.record.data, line);
  else if (message.type === 'STATE') acceptState(life, message.state, line);
  else if (message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS') {
    acceptStatus(life, message.trace.stream_status, othersFailed, line);
  } else if (message.type === 'TRACE' && message.trace.type === 'ERROR') {
    acceptError(life, line);
  }
}

function checkEnd({ name, phase, options }: StreamLife): void {
  if (phase === 'over' || (phase === 'waiting' && options.aborted === true)) return;
  const problem = phase === 'waiting' ? 'nothing was heard of it' : 'neither COMPLETE nor INCOMPLETE came';
  throw new AssertionError({ message: `stdout: ${name}: ${problem}` });
}
