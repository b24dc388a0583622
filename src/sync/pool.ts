/** Jobs of one kind, such as the windows of one list. */
export interface Lane {
  /** Is asked for more work when a place is free and no job waits anywhere. Answers whether it found some. */
  spare?(): boolean;
}

interface Queue {
  readonly waiting: (() => void)[];
  running: number;
}

/**
 * Runs jobs, at most `size()` at a time, which may change while they run. A free place goes to the lane with the
 * fewest running jobs, so that no stream waits for the end of another one; within a lane the order is kept.
 */
export class Pool {
  readonly #size: () => number;
  readonly #wanted: () => number;
  readonly #queues = new Map<Lane, Queue>();
  #running = 0;

  /** `wanted`: fewer jobs than this are too few, and lanes are asked for more. */
  constructor(size: () => number, wanted: () => number) {
    this.#size = size;
    this.#wanted = wanted;
  }

  /** Whether jobs wait for a place. */
  get hasWaiting(): boolean {
    return [...this.#queues.values()].some(({ waiting }) => waiting.length > 0);
  }

  get running(): number {
    return this.#running;
  }

  /** Settles as the job does. */
  async run<T>(lane: Lane, job: () => Promise<T>): Promise<T> {
    const queue = this.#queueOf(lane);
    await new Promise<void>((start) => {
      queue.waiting.push(start);
      this.fill();
    });
    try {
      return await job();
    } finally {
      queue.running -= 1;
      this.#running -= 1;
      this.fill();
    }
  }

  /** Starts what may start now; to be called when the size may have changed. */
  fill(): void {
    while (this.#running < this.#size()) {
      const next = this.#next();
      const start = next?.waiting.shift();
      if (next === undefined || start === undefined) break;
      this.#running += 1;
      next.running += 1;
      start();
    }
    if (this.#running > 0 && this.#running < this.#wanted()) this.#askForMore();
  }

  /** A lane that finds work runs it, which asks again. */
  #askForMore(): void {
    for (const lane of this.#queues.keys()) if (lane.spare?.() === true) return;
  }

  #next(): Queue | undefined {
    let next: Queue | undefined;
    for (const queue of this.#queues.values()) {
      if (queue.waiting.length > 0 && (next === undefined || queue.running < next.running)) next = queue;
    }
    return next;
  }

  #queueOf(lane: Lane): Queue {
    const queue = this.#queues.get(lane) ?? { waiting: [], running: 0 };
    this.#queues.set(lane, queue);
    return queue;
  }
}
