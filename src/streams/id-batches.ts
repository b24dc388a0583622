import { ConnectorError, TransientError } from '../base/errors.ts';
import type { GongRequest } from '../gong/client.ts';

/**
 * Between the whole batch and the single id: a part that fails is cut again, so that it need not be tried for long, unless
 * the trouble is not the ids.
 */
const AT_PART = { 200: 2, 500: 2, 502: 2, 504: 2 } as const;

/** So many ids that fail alone since one was served: then the trouble may not be the ids. */
const FAILURES_ALONE = 3;

/** About the credentials, the rate or the whole service. Other failures may be about an id of the batch. */
const NOT_ABOUT_IDS: ReadonlySet<number> = new Set([401, 403, 407, 408, 421, 429, 503]);

export interface BatchReader<Page> {
  /** Reads these ids; without `attemptsAt`, with as many attempts as usual. */
  read(ids: readonly string[], attemptsAt?: GongRequest['attemptsAt']): AsyncIterable<Page>;
  /** Whether an id has not come yet. */
  isLeft(id: string): boolean;
  /** One request for an id that was served, or without any. Rejects where the trouble is not the ids. */
  control(served: string | undefined): Promise<void>;
  /** Whether the one without any goes to another endpoint, which may be well where this one is not. */
  readonly isControlElsewhere?: boolean;
  leaveOut(id: string, error: ConnectorError): void;
}

/**
 * Reads batches of ids, for one sync. A single id that Gong cannot serve spoils the whole request, so a batch that fails is
 * halved down to that id, which is left out where Gong serves others by then. A failure that is not about ids is thrown,
 * and so is one that all of them share, or that may be an outage of their endpoint.
 */
export class IdBatches {
  /** By it the endpoint can be asked whether it is well. */
  #served: string | undefined;

  async *read<Page>(ids: readonly string[], reader: BatchReader<Page>): AsyncGenerator<Page> {
    const failedAlone: { readonly id: string; readonly error: ConnectorError }[] = [];
    let isServed = false;
    let failedSince = 0;
    const parts: (readonly string[])[] = [ids];
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      try {
        yield* reader.read(part, part.length === 1 || part === ids ? undefined : AT_PART);
        [this.#served] = part;
        isServed = true;
        failedSince = 0;
      } catch (error) {
        if (!(error instanceof ConnectorError) || !mayBeAboutIds(error)) throw error;
        const left = part.filter((id) => reader.isLeft(id));
        const [first, ...others] = left;
        if (others.length > 0) parts.unshift(...halvesOf(left));
        else if (first !== undefined) {
          failedAlone.push({ id: first, error });
          failedSince += 1;
          // Neighbours may share their trouble, so the search goes on where most ids are left.
          parts.sort((a, b) => b.length - a.length);
        }
        if (failedSince < FAILURES_ALONE) continue;
        if (!isServed) throw error;
        failedSince = 0;
        await this.#control(error, reader);
      }
    }
    const last = failedAlone.at(-1);
    // One that has been served since shows as well that Gong is there.
    if (last !== undefined && failedSince > 0) await this.#control(last.error, reader);
    for (const { id, error } of failedAlone) reader.leaveOut(id, error);
  }

  async #control(failure: ConnectorError, reader: BatchReader<unknown>): Promise<void> {
    const isOfEndpoint = this.#served !== undefined || reader.isControlElsewhere !== true;
    if (!isOfEndpoint && failure instanceof TransientError) throw failure;
    await reader.control(this.#served).catch(() => {
      throw failure;
    });
  }
}

function mayBeAboutIds({ status }: ConnectorError): boolean {
  return status !== undefined && (status === 200 || status >= 400) && !NOT_ABOUT_IDS.has(status);
}

function halvesOf(ids: readonly string[]): [string[], string[]] {
  const middle = Math.ceil(ids.length / 2);
  return [ids.slice(0, middle), ids.slice(middle)];
}
