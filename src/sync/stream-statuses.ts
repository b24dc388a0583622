import type { Instant } from '../base/instant.ts';
import type { StreamStatus } from '../protocol/messages.ts';
import type { Output } from '../protocol/output.ts';
import { rateLimitedTrace, statusTrace } from '../protocol/trace.ts';

/** The statuses of a stream. The platform shows a wait until it hears of a RUNNING without a reason. */
export class StreamStatuses {
  readonly #stream: string;
  readonly #output: Output;
  #isWaiting = false;

  constructor(stream: string, output: Output) {
    this.#stream = stream;
    this.#output = output;
  }

  send(status: StreamStatus): void {
    this.#output.message(statusTrace(this.#stream, status));
  }

  waitUntil(instant: Instant): void {
    this.#isWaiting = true;
    this.#output.message(rateLimitedTrace(this.#stream, instant));
  }

  /** Something of the stream is about to go out. */
  resume(): void {
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.send('RUNNING');
  }
}
