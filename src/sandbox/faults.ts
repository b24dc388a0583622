/** Something that goes wrong once or a few times in a row. */
export interface Fault {
  /** 1-based number of the request from when the fault was set, over all API requests or those to `path`. */
  readonly at: number;
  readonly path?: string;
  /** Looks only at requests whose query has a cursor. */
  readonly atCursor?: boolean;
  /** How many consecutive requests are hit; default 1. */
  readonly times?: number;
  readonly status?: number;
  /** Sent verbatim: seconds or an HTTP date. */
  readonly retryAfter?: string;
  readonly errors?: readonly string[];
  /** The socket is destroyed before any answer. */
  readonly reset?: boolean;
  /** Half of the body, announced with the length of the whole, then the socket dies. */
  readonly truncate?: boolean;
  readonly slowMilliseconds?: number;
  /** A text/html page, with status 200 unless `status` says otherwise. */
  readonly html?: boolean;
  /** 200 application/json whose text does not parse. */
  readonly malformed?: boolean;
  /** 200 JSON without the documented keys. */
  readonly wrongShape?: boolean;
}

/** The faults that are set, each counting the requests it looks at. */
export interface Faults {
  add(faults: readonly Fault[]): void;
  /** Counts a request and returns the fault that hits it. */
  next(path: string, hasCursor: boolean): Fault | undefined;
}

export function createFaults(initial: readonly Fault[]): Faults {
  const set = initial.map((fault) => ({ fault, seen: 0 }));
  return {
    add: (faults) => {
      set.push(...faults.map((fault) => ({ fault, seen: 0 })));
    },
    next: (path, hasCursor) => {
      let hit: Fault | undefined;
      for (const counted of set) {
        const { fault } = counted;
        if (fault.path !== undefined && fault.path !== path) continue;
        if (fault.atCursor === true && !hasCursor) continue;
        counted.seen += 1;
        if (counted.seen >= fault.at && counted.seen < fault.at + (fault.times ?? 1)) hit ??= fault;
      }
      return hit;
    },
  };
}
