import type { GongRequest } from '../gong/client.ts';
import type { Page } from '../gong/pages.ts';
import { ParentFailures, type ParentFailuresOptions } from './parent-failures.ts';
import { UnlistedItems } from './unlisted-items.ts';

/** Of many that were put off, so many are tried in the end before none is taken to be served. */
const LAST_TRIES = 8;

export interface ByParentsOptions<Parent> extends ParentFailuresOptions<Parent> {
  /** Reads what belongs to a parent by its request. */
  readonly read: (request: GongRequest, parent: Parent, signal: AbortSignal) => AsyncIterable<Page>;
  /** Whether it may have been read for another stream, and be no sign that Gong is well now. */
  readonly isShared?: boolean;
}

export interface PageOfParent<Parent> {
  readonly parent: Parent;
  readonly page: Page;
}

/**
 * Reads what is asked for parent by parent. While all of them fail only a few more are tried, spread over what comes, until
 * one is served; then those that were passed over have their turn.
 */
export class ByParents<Parent> {
  readonly #options: ByParentsOptions<Parent>;
  readonly #failures: ParentFailures<Parent>;
  readonly #unlisted = new UnlistedItems();
  #putOff: Parent[] = [];
  #comeSinceAllFail = 0;

  constructor(options: ByParentsOptions<Parent>) {
    this.#options = options;
    this.#failures = new ParentFailures(options);
  }

  /** Whether some have failed, in this read or an earlier one. */
  get haveFailed(): boolean {
    return this.#failures.haveFailed;
  }

  /** Pages of all of these parents. */
  async *readAll(
    parents: readonly Parent[],
    signal: AbortSignal,
  ): AsyncGenerator<PageOfParent<Parent>, void, void> {
    for (const parent of parents) yield* this.read(parent, signal);
    yield* this.end(signal);
  }

  /** Pages of the parent, and of one that was put off. */
  async *read(parent: Parent, signal: AbortSignal): AsyncGenerator<PageOfParent<Parent>, void, void> {
    if (this.#failures.isOfAll && !isPowerOfTwo((this.#comeSinceAllFail += 1))) {
      this.#putOff.push(parent);
      return;
    }
    yield* this.#ask(parent, false, signal);
    // One with each that comes, so that many of them do not have to be asked for one by one in the end.
    if (!this.#failures.isOfAll && this.#putOff.length > 0) yield* this.#askNext(signal);
  }

  /** Pages of those that are left. Rejects where what came of the parents is a failure of the stream. */
  async *end(signal: AbortSignal): AsyncGenerator<PageOfParent<Parent>, void, void> {
    const tries = spreadOver(this.#putOff);
    this.#putOff = this.#putOff.filter((parent) => !tries.has(parent));
    for (const parent of tries) {
      if (this.#failures.isOfAll) yield* this.#ask(parent, false, signal);
      else this.#putOff.push(parent);
    }
    if (!this.#failures.isOfAll) yield* this.#askRest(signal);
    const { gong, stream } = this.#options;
    const text = this.#unlisted.text;
    if (text !== undefined) gong.events.emit('warning', { stream, text });
    this.#failures.end();
  }

  async *#askRest(signal: AbortSignal): AsyncGenerator<PageOfParent<Parent>, void, void> {
    for (;;) {
      if (yield* this.#askNext(signal)) continue;
      // It may leave some to be asked for again.
      await this.#failures.settle(signal);
      if (!(yield* this.#askNext(signal))) return;
    }
  }

  /** Returns whether there was one. Those that have failed come last, so that their trouble has time to pass. */
  async *#askNext(signal: AbortSignal): AsyncGenerator<PageOfParent<Parent>, boolean, void> {
    const isAgain = this.#putOff.length === 0;
    const next = isAgain ? this.#failures.takeToAskAgain() : this.#putOff.shift();
    if (next !== undefined) yield* this.#ask(next, isAgain, signal);
    return next !== undefined;
  }

  async *#ask(
    parent: Parent,
    isAgain: boolean,
    signal: AbortSignal,
  ): AsyncGenerator<PageOfParent<Parent>, void, void> {
    const { request, read, isShared = false } = this.#options;
    let [counted, listed] = [0, 0];
    let hasItems = false;
    try {
      const asked = { ...request(parent), ...this.#failures.attempts(isAgain) };
      for await (const page of read(asked, parent, signal)) {
        hasItems ||= page.items.length > 0;
        counted = Math.max(counted, page.total ?? 0);
        listed += page.items.length + page.dropped;
        yield { parent, page };
      }
      this.#unlisted.note(asked.path, counted, listed);
      this.#failures.noteServed(parent, { hasItems, isNow: !isShared });
    } catch (error) {
      signal.throwIfAborted();
      await this.#failures.note(parent, error, isAgain, signal);
    }
  }
}

function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

/** The last one and a few at even distances before it. */
function spreadOver<Item>(items: readonly Item[]): Set<Item> {
  const step = Math.max(1, items.length / LAST_TRIES);
  return new Set(items.filter((_, index) => Math.floor((index + 1) / step) > Math.floor(index / step)));
}
