import type { CursorFault } from './next-page.ts';
import type { Totals } from './totals.ts';

/** Something that goes wrong once or a few times in a row; JSON, so that it can be set from outside. */
export interface Fault {
  /** 1-based number of the request from when the fault was set, over all API requests or those it looks at. */
  readonly at: number;
  /** Looks only at requests to this path. */
  readonly path?: string;
  /** Looks only at requests with a cursor, in the query or in the body. */
  readonly atCursor?: boolean;
  /** Looks only at requests whose query or body contains this text, such as the id of a call. */
  readonly mentions?: string;
  /** How many consecutive requests are hit; default 1. */
  readonly times?: number;
  /** Any answer at all, or a part of one. */
  readonly answer?: ForcedAnswer;
  /** What is wrong with the cursor of the page that is asked for. */
  readonly cursor?: CursorFault;
  /** What the page says of the length of its list. */
  readonly totals?: Totals;
  readonly status?: number;
  /** Sent verbatim: seconds or an HTTP date. */
  readonly retryAfter?: string;
  readonly errors?: readonly string[];
  /** The socket is destroyed before any answer. */
  readonly reset?: boolean;
  /** Half of the body, announced with the length of the whole, then the socket dies. */
  readonly truncate?: boolean;
  readonly slowMilliseconds?: number;
  /** While the answer is held back, a 103 (Early Hints) is sent this often. */
  readonly hintEveryMilliseconds?: number;
  /** A text/html page, with status 200 unless `status` says otherwise. */
  readonly html?: boolean;
  /** 200 application/json whose text does not parse. */
  readonly malformed?: boolean;
  /** 200 JSON without the documented keys. */
  readonly wrongShape?: boolean;
}

/** With neither status nor body it is the ordinary answer that gets these headers and is delivered so. */
export interface ForcedAnswer {
  /** Default 200. */
  readonly status?: number;
  /** Laid over the ordinary ones; `content-encoding: gzip` with a body that is no gzip cannot be decoded. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is, never compressed; default: nothing. */
  readonly body?: string;
  /** The body as base64, for bytes that are no text. */
  readonly bodyBase64?: string;
  /** The length of the whole is announced, then the socket dies. */
  readonly cutAfterBytes?: number;
  readonly trickleBytesPerSecond?: number;
}

/** A request as faults look at it. */
export interface FaultTarget {
  readonly path: string;
  /** Query and body. */
  readonly text: string;
  readonly hasCursor: boolean;
}

/** The faults that are set, each counting the requests it looks at. */
export interface Faults {
  add(faults: readonly Fault[]): void;
  /** Counts a request when it arrives and returns the fault that hits it. */
  arrived(path: string): Fault | undefined;
  /** The same once its body was read, for faults that depend on what it says. */
  read(target: FaultTarget): Fault | undefined;
}

export function createFaults(initial: readonly Fault[]): Faults {
  const set = initial.map((fault) => ({ fault, seen: 0 }));
  const next = (looksAt: (fault: Fault) => boolean): Fault | undefined => {
    let hit: Fault | undefined;
    for (const counted of set) {
      const { fault } = counted;
      if (!looksAt(fault)) continue;
      counted.seen += 1;
      if (counted.seen >= fault.at && counted.seen < fault.at + (fault.times ?? 1)) hit ??= fault;
    }
    return hit;
  };
  return {
    add: (faults) => {
      set.push(...faults.map((fault) => ({ fault, seen: 0 })));
    },
    arrived: (path) => next((fault) => !dependsOnText(fault) && (fault.path ?? path) === path),
    read: ({ path, text, hasCursor }) =>
      next(
        (fault) =>
          dependsOnText(fault) &&
          (fault.path ?? path) === path &&
          (fault.atCursor !== true || hasCursor) &&
          text.includes(fault.mentions ?? ''),
      ),
  };
}

function dependsOnText({ atCursor, mentions }: Fault): boolean {
  return atCursor === true || mentions !== undefined;
}
