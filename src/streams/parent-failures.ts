import { ConnectorError } from '../base/errors.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { scopeIn } from '../gong/refusal.ts';

/** About one parent as well as about all. Others are about the credentials, the rate or the whole service. */
const MAYBE_ABOUT_ONE: ReadonlySet<number> = new Set([400, 403, 404, 500]);

/** A parent that fails is tried so often at most, once one has failed. Others than 500 are never about one parent. */
const SHORT = { attemptsAt: { 500: 2 } } as const;

/** So many parents that fail, and none that was served: then the trouble is probably not theirs. */
const FAILURES_OF_ALL = 3;

/** So many failures at first before one that was served has to be served again. */
const MOST_IN_DOUBT = 3;

export interface ParentFailuresOptions<Parent> {
  readonly gong: Gong;
  readonly stream: string;
  /** As a warning calls it. */
  readonly nameOf: (parent: Parent) => string;
  /** What shows whether Gong serves the parent now. */
  readonly request: (parent: Parent) => GongRequest;
  /** Whether some have failed in an earlier read, so that none is tried for long. */
  readonly haveFailed?: boolean;
  /** What a warning says of how to have later what is left out, where the next sync does not ask for it again. */
  readonly remedy?: string;
}

interface Failure<Parent> {
  readonly parent: Parent;
  readonly error: ConnectorError;
  /** Whether it had failed before. */
  readonly isAgain: boolean;
}

/**
 * What became of the parents that a stream was asked for by. One that Gong refuses, or cannot serve, while it serves others
 * does not take these with it: what belongs to it is left out with a warning. Whatever else fails is a failure of
 * the stream: an outage, a refusal of the machine, a stream of which no parent is served.
 */
export class ParentFailures<Parent> {
  readonly #options: ParentFailuresOptions<Parent>;
  /** Those since which nothing was served. */
  readonly #inDoubt: Failure<Parent>[] = [];
  /** Those that Gong refuses, or cannot serve, and serves others. */
  readonly #leftOut: Failure<Parent>[] = [];
  readonly #toAskAgain: Parent[] = [];
  #first: ConnectorError | undefined;
  #hasFailedAgain = false;
  #mostInDoubt = MOST_IN_DOUBT;
  #lastServed: { readonly parent: Parent } | undefined;
  #served = 0;
  #hasItems = false;

  constructor(options: ParentFailuresOptions<Parent>) {
    this.#options = options;
  }

  /**
   * Attempts at a parent, where these are not as many as usual. With these one is asked again, so that some trouble of its
   * own may pass; when they have passed in vain for one, the others have waited as long.
   */
  attempts(isAgain: boolean): Pick<GongRequest, 'attemptsAt'> {
    return (isAgain ? this.#hasFailedAgain : this.haveFailed) ? SHORT : {};
  }

  /** Whether some have failed, in this read or, where Gong was there in this one as well, in an earlier one. */
  get haveFailed(): boolean {
    return this.#first !== undefined || (this.#options.haveFailed === true && this.#served > 0);
  }

  /** Whether it looks as if none were served. */
  get isOfAll(): boolean {
    return this.#served === 0 && this.#inDoubt.length >= FAILURES_OF_ALL;
  }

  /** Takes one that failed when Gong may have been in trouble, which it is in no more. */
  takeToAskAgain(): Parent | undefined {
    return this.#toAskAgain.shift();
  }

  /** `isNow` tells that Gong has just been asked. */
  noteServed(
    parent: Parent,
    { hasItems, isNow }: { readonly hasItems: boolean; readonly isNow: boolean },
  ): void {
    this.#served += 1;
    this.#hasItems ||= hasItems;
    this.#lastServed = { parent };
    if (isNow) this.#judge(this.#inDoubt.splice(0));
  }

  /** Rejects where the failure is not about the parent, or turns out to be about others as well. */
  async note(parent: Parent, error: unknown, isAgain: boolean, signal: AbortSignal): Promise<void> {
    if (!(error instanceof ConnectorError) || !isMaybeAboutOne(error)) throw error;
    this.#first ??= error;
    this.#hasFailedAgain ||= isAgain && isTrouble(error);
    this.#inDoubt.push({ parent, error, isAgain });
    if (this.#inDoubt.length >= this.#mostInDoubt) await this.settle(signal);
  }

  /** Asks again for a parent that was served, where others have failed since. Rejects where that fails too. */
  async settle(signal: AbortSignal): Promise<void> {
    if (this.#inDoubt.length === 0 || this.#lastServed === undefined) return;
    const { gong, request } = this.#options;
    const inDoubt = this.#inDoubt.splice(0);
    // With as many attempts as usual: a trouble that passes meanwhile has done no harm.
    const outcome = await gong.request(request(this.#lastServed.parent), signal);
    if (outcome.kind === 'rejected') throw outcome.error;
    this.#mostInDoubt *= 2;
    this.#judge(inDoubt);
  }

  /** All parents have been asked for. Throws where none was served, or where only that nothing is there was said of a few. */
  end(): void {
    if (this.#first === undefined) return;
    if (this.#served === 0) throw this.#first;
    const [first] = this.#leftOut;
    if (first === undefined) return;
    // Gong says that nothing is there of what the credentials may not see, too.
    if (!this.#hasItems && this.#leftOut.length > this.#served) throw first.error;
    const { gong, stream, nameOf, remedy } = this.#options;
    const names = this.#leftOut.map(({ parent }) => nameOf(parent));
    const shown = names.slice(0, 5).join(', ');
    const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
    const text = `What belongs to ${shown}${more} is left out of ${stream}, since Gong does not give it: ${first.error.message}`;
    gong.events.emit('warning', { stream, text: remedy === undefined ? text : `${text} ${remedy}` });
  }

  /** Gong serves others by now. What failed for a trouble of Gong's own may have been their trouble as well. */
  #judge(failures: readonly Failure<Parent>[]): void {
    for (const failure of failures) {
      if (isTrouble(failure.error) && !failure.isAgain) this.#toAskAgain.push(failure.parent);
      else this.#leftOut.push(failure);
    }
  }
}

function isMaybeAboutOne({ status, message, isGeneral }: ConnectorError): boolean {
  if (isGeneral || status === undefined) return false;
  return MAYBE_ABOUT_ONE.has(status) && scopeIn(message) === undefined;
}

function isTrouble({ status = 0 }: ConnectorError): boolean {
  return status >= 500;
}
