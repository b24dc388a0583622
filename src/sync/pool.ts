interface Lane {
  readonly waiting: (() => void)[];
  running: number;
}

/**
 * Runs jobs, at most `size` at a time. Jobs come in lanes: a free place goes to the lane with the fewest running,
 * so that no stream waits for the end of another one, and within a lane the order is kept.
 */
export class Pool {
  #free: number;
  readonly #lanes = new Map<object, Lane>();

  constructor(size: number) {
    this.#free = size;
  }

  /** Settles as the job does. */
  async run<T>(laneKey: object, job: () => Promise<T>): Promise<T> {
    const lane = this.#laneOf(laneKey);
    await new Promise<void>((start) => {
      lane.waiting.push(start);
      this.#startNext();
    });
    try {
      return await job();
    } finally {
      lane.running -= 1;
      this.#free += 1;
      this.#startNext();
    }
  }

  #laneOf(key: object): Lane {
    const lane = this.#lanes.get(key) ?? { waiting: [], running: 0 };
    this.#lanes.set(key, lane);
    return lane;
  }

  #startNext(): void {
    if (this.#free === 0) return;
    let next: Lane | undefined;
    for (const lane of this.#lanes.values()) {
      if (lane.waiting.length > 0 && (next === undefined || lane.running < next.running)) next = lane;
    }
    const start = next?.waiting.shift();
    if (next === undefined || start === undefined) return;
    this.#free -= 1;
    next.running += 1;
    start();
  }
}
