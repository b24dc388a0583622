import { ConnectorError } from '../base/errors.ts';
import type { Gong } from '../gong/client.ts';
import { scopeIn } from '../gong/refusal.ts';

/** About one parent as well as about all. Others are about the credentials, the rate or the whole service. */
const MAYBE_ABOUT_ONE: ReadonlySet<number> = new Set([400, 403, 404, 500]);

/** A parent that fails is tried so often at most, once others have shown that it may be the only one. */
export const ATTEMPTS_AT_PARENT = 2;

/** So many parents that fail, and none that was served: then the trouble is not theirs. */
const FAILURES_OF_ALL = 3;

/**
 * What became of the parents that a stream was asked for by. One that Gong refuses, or cannot serve, does not take the
 * others with it: what belongs to it is left out with a warning. Where none is served the stream fails.
 */
export class ParentFailures {
  readonly #gong: Gong;
  readonly #stream: string;
  readonly #failed: { readonly id: string; readonly error: ConnectorError }[] = [];
  #isServed = false;

  constructor(gong: Gong, stream: string) {
    this.#gong = gong;
    this.#stream = stream;
  }

  /** Attempts at the next parent; undefined for as many as usual. */
  get attempts(): { readonly attempts?: number } {
    return this.#failed.length > 0 ? { attempts: ATTEMPTS_AT_PARENT } : {};
  }

  noteServed(): void {
    this.#isServed = true;
  }

  /** Throws where the failure is not about the parent, or seems to be about all of them. */
  note(id: string, error: unknown): void {
    if (!(error instanceof ConnectorError) || !isMaybeAboutOne(error)) throw error;
    this.#failed.push({ id, error });
    if (!this.#isServed && this.#failed.length >= FAILURES_OF_ALL) throw error;
  }

  /** All parents have been asked for. Throws where none was served. */
  end(): void {
    const [first] = this.#failed;
    if (first === undefined) return;
    if (!this.#isServed) throw first.error;
    const ids = this.#failed.map(({ id }) => id);
    const shown = ids.slice(0, 5).join(', ');
    const more = ids.length > 5 ? ` and ${ids.length - 5} more` : '';
    const text = `What belongs to ${shown}${more} is left out of ${this.#stream}, since Gong does not give it: ${first.error.message}`;
    this.#gong.events.emit('warning', { stream: this.#stream, text });
  }
}

function isMaybeAboutOne({ status, message }: ConnectorError): boolean {
  return status !== undefined && MAYBE_ABOUT_ONE.has(status) && scopeIn(message) === undefined;
}
