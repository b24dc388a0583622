/** One API request as it arrived; `status` is 0 until it was answered, and stays 0 when the socket was destroyed. */
export interface RequestRecord {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; the plain text where it does not parse; undefined without a body. */
  readonly body: unknown;
  readonly status: number;
  /** Monotonic milliseconds (performance.now() of this process) at which its head was read. */
  readonly atMilliseconds: number;
  /** The how-manyeth request to its path this is, from 1. */
  readonly pathNumber: number;
}

type OpenRecord = { -readonly [Member in keyof RequestRecord]: RequestRecord[Member] };

/** What is known of a request before its body came. */
type Arrival = Pick<RequestRecord, 'method' | 'path' | 'query' | 'atMilliseconds'>;

/** All API requests since the start or the last reset. */
export interface RequestLog {
  readonly records: readonly RequestRecord[];
  add(request: Arrival): OpenRecord;
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
    add: (arrival) => {
      const { path } = arrival;
      const pathNumber = (byPath.get(path) ?? 0) + 1;
      byPath.set(path, pathNumber);
      const number = records.length + 1;
      const record = { number, ...arrival, body: undefined, status: 0, pathNumber };
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
