/** Jobs of one kind, such as the windows of one list. */
export interface Lane {
  /** Is asked for more work when a place is free and no job waits anywhere. Answers whether it found some. */
  spare?(): boolean;
}

interface Job {
  readonly position: number;
  readonly start: () => void;
}

interface Queue {
  readonly lane: Lane;
  readonly waiting: Job[];
  readonly running: Set<Job>;
}

export interface PoolLimits {
  /** Jobs that run at the same time. May change while they run. */
  readonly places: () => number;
  /** With fewer jobs under way lanes are asked for more. */
  readonly wanted: () => number;
  /** The most jobs that are started, however urgent. */
  readonly most: number;
}

/**
 * Runs jobs, so many at a time. A free place goes to the lane with the fewest running jobs, and of those to the one
 * that was served longest ago, so that no stream waits for the end of another one; within a lane the first position
 * goes first. A job that is ahead of all that run in its lane does not wait for a place.
 */
export class Pool {
  readonly #limits: PoolLimits;
  readonly #queues = new Map<Lane, Queue>();
  #running = 0;
  #beside = 0;

  constructor(limits: PoolLimits) {
    this.#limits = limits;
  }

  /** Whether jobs wait for a place. */
  get hasWaiting(): boolean {
    return [...this.#queues.values()].some(({ waiting }) => waiting.length > 0);
  }

  /** How much is under way, with what needs no place. */
  get running(): number {
    return this.#running + this.#beside;
  }

  /** Settles as the job does. */
  async run<T>(lane: Lane, position: number, work: () => Promise<T>): Promise<T> {
    const queue = this.#queueOf(lane);
    const job = await new Promise<Job>((resolve) => {
      const waiting: Job = { position, start: () => resolve(waiting) };
      const behind = queue.waiting.findIndex((other) => other.position > position);
      queue.waiting.splice(behind === -1 ? queue.waiting.length : behind, 0, waiting);
      this.fill();
    });
    try {
      return await work();
    } finally {
      queue.running.delete(job);
      this.#running -= 1;
      this.fill();
    }
  }

  /** Counts work that needs no place while it lasts, such as a look-up beside a walk. Settles as it does. */
  async beside<T>(work: () => Promise<T>): Promise<T> {
    this.#beside += 1;
    try {
      return await work();
    } finally {
      this.#beside -= 1;
      this.fill();
    }
  }

  /** Starts what may start now; to be called when the limits may have changed. */
  fill(): void {
    const { places, wanted, most } = this.#limits;
    while (this.running < places()) if (!this.#start(this.#fewestRunning())) break;
    for (const queue of [...this.#queues.values()].filter(isUrgent)) {
      if (this.#running < most) this.#start(queue);
    }
    if (this.#running > 0 && this.running < wanted()) this.#askForMore();
  }

  #start(queue: Queue | undefined): boolean {
    const job = queue?.waiting.shift();
    if (queue === undefined || job === undefined) return false;
    this.#running += 1;
    queue.running.add(job);
    // The map keeps the lanes in the order in which they were served last.
    this.#queues.delete(queue.lane);
    this.#queues.set(queue.lane, queue);
    job.start();
    return true;
  }

  /** A lane that finds work runs it, which asks again. */
  #askForMore(): void {
    for (const lane of this.#queues.keys()) if (lane.spare?.() === true) return;
  }

  #fewestRunning(): Queue | undefined {
    let fewest: Queue | undefined;
    for (const queue of this.#queues.values()) {
      const isFewer = fewest === undefined || queue.running.size < fewest.running.size;
      if (queue.waiting.length > 0 && isFewer) fewest = queue;
    }
    return fewest;
  }

  #queueOf(lane: Lane): Queue {
    const queue = this.#queues.get(lane) ?? { lane, waiting: [], running: new Set() };
    this.#queues.set(lane, queue);
    return queue;
  }
}

/** Whether nothing of the lane is before the first that waits: no state can go out before it is done. */
function isUrgent({ waiting: [first], running }: Queue): boolean {
  return first !== undefined && [...running].every(({ position }) => first.position < position);
}
