import type { Gong } from '../gong/client.ts';
import type { Intake } from '../streams/stream.ts';
import type { Pool } from './pool.ts';
import type { StreamRun } from './stream-run.ts';
import type { Taken } from './window-walk.ts';

/**
 * One stream's side of a walk: items go in, records go out. Look-ups go on beside the walk, or two streams fed by one
 * list would take twice the list's time.
 */
export class Feed {
  readonly #run: StreamRun;
  readonly #intake: Intake;
  readonly #pool: Pool;
  readonly #lookUps = new Set<Promise<void>>();

  constructor(run: StreamRun, gong: Gong, pool: Pool) {
    this.#run = run;
    this.#intake = run.stream.open(gong);
    this.#pool = pool;
  }

  /** Settles when the walk may go on. Never rejects, as a failure is the end of the stream. */
  async page(taken: Taken): Promise<void> {
    const { signal } = this.#run;
    const pages = this.#intake.page(this.#run.allowed(taken), signal);
    const { ahead } = this.#intake;
    if (ahead === 0) return this.#run.send(pages);
    const lookUp = this.#pool.beside(() => this.#run.send(pages));
    this.#lookUps.add(lookUp);
    void lookUp.then(() => this.#lookUps.delete(lookUp));
    while (this.#lookUps.size > ahead) await Promise.race(this.#lookUps);
  }

  /** Settles when all that came in has gone out. Never rejects. */
  async end(): Promise<void> {
    await Promise.all(this.#lookUps);
    await this.#run.send(this.#intake.end(this.#run.signal));
  }
}
