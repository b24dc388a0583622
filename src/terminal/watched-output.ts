import type { LogLevel, Message } from '../protocol/messages.ts';
import type { Output } from '../protocol/output.ts';
import type { TextOutput } from './text-output.ts';

/** The same output; of its messages, errors and logs of these levels go to people as well. */
export function watchedOutput(output: Output, text: TextOutput, levels: readonly LogLevel[]): Output {
  return {
    message(message) {
      output.message(message);
      if (isForPeople(message, levels)) text.message(message);
    },
    records: (stream, records, onUnwritable) => output.records(stream, records, onUnwritable),
    flush: () => output.flush(),
    addSecrets(secrets) {
      output.addSecrets(secrets);
      text.addSecrets(secrets);
    },
  };
}

function isForPeople(message: Message, levels: readonly LogLevel[]): boolean {
  if (message.type === 'LOG') return levels.includes(message.log.level);
  return message.type === 'TRACE' && message.trace.type === 'ERROR';
}
