import type { ConnectorError } from '../base/errors.ts';
import type { MessageOutput } from '../protocol/output.ts';
import { errorTrace } from '../protocol/trace.ts';
import type { SyncEmitter } from '../sync/events.ts';

/**
 * Tells people which streams have failed and why: what concerns one stream at once, with its name, and what concerns all
 * of them once, without a name, in the end.
 */
export class StreamFailures {
  readonly #output: MessageOutput;
  #general: ConnectorError | undefined;

  constructor(output: MessageOutput) {
    this.#output = output;
  }

  /** Where the sync's own messages go, which tell the same for platforms: all of them pass but these errors. */
  get messages(): MessageOutput {
    const output = this.#output;
    return {
      message(message) {
        const isError = message.type === 'TRACE' && message.trace.type === 'ERROR';
        if (!isError) output.message(message);
      },
      addSecrets: (secrets) => output.addSecrets(secrets),
    };
  }

  follow(events: SyncEmitter): void {
    events.on('streamFailed', ({ stream, error }) => {
      if (error.isGeneral) this.#general ??= error;
      else this.#output.message(errorTrace(error, stream));
    });
  }

  /** Nothing fails any more. */
  conclude(): void {
    if (this.#general !== undefined) this.#output.message(errorTrace(this.#general));
    this.#general = undefined;
  }
}
