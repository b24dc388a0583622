/** One API request as it arrived; `status` is 0 until it was answered, and stays 0 when the socket was destroyed. */
export interface RequestRecord {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; the plain text where it does not parse; undefined without a body. */
  readonly body: unknown;
  readonly status: number;
  /** Monotonic milliseconds, for differences only. */
  readonly atMilliseconds: number;
  /** The how-manyeth request to its path this is, from 1. */
  readonly pathNumber: number;
}

type OpenRecord = { -readonly [Member in keyof RequestRecord]: RequestRecord[Member] };

/** All API requests since the start or the last reset. */
export interface RequestLog {
  readonly records: readonly RequestRecord[];
  add(method: string, path: string, query: Record<string, string>): OpenRecord;
  mostPerSecond(): number;
  summary(): object;
  reset(): void;
}

export function createRequestLog(): RequestLog {
  const records: OpenRecord[] = [];
  const byPath = new Map<string, number>();

  const mostPerSecond = (): number => {
    let most = 0;
    let first = 0;
    records.forEach(({ atMilliseconds }, last) => {
      while (atMilliseconds - (records[first]?.atMilliseconds ?? atMilliseconds) >= 1000) first += 1;
      most = Math.max(most, last - first + 1);
    });
    return most;
  };

  return {
    records,
    mostPerSecond,
    add: (method, path, query) => {
      const pathNumber = (byPath.get(path) ?? 0) + 1;
      byPath.set(path, pathNumber);
      const number = records.length + 1;
      const atMilliseconds = performance.now();
      const record = { number, method, path, query, body: undefined, status: 0, atMilliseconds, pathNumber };
      records.push(record);
      return record;
    },
    summary: () => {
      const byStatus: Record<string, number> = {};
      for (const { status } of records) byStatus[status] = (byStatus[status] ?? 0) + 1;
      const total = records.length;
      return { total, byPath: Object.fromEntries(byPath), byStatus, mostPerSecond: mostPerSecond() };
    },
    reset: () => {
      records.length = 0;
      byPath.clear();
    },
  };
}
