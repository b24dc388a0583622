import { DAY, parseInstant, type Instant } from '../src/base/instant.ts';
import type { Sandbox } from '../sandbox/src/index.ts';
import { CALL_STREAMS, syncCalls } from './call-syncs.ts';
import { keysOf, truth } from './truth.ts';

/** What a day's sync has brought that no sync before it had, as far as its states vouch for it. */
export interface DailySync {
  readonly requests: number;
  readonly isWhole: boolean;
  /** How many calls were new, by stream. */
  readonly newCalls: Readonly<Record<string, number>>;
  /** When the new calls of `extensiveCalls` started. */
  readonly newStarts: readonly Instant[];
}

export interface DailySyncs {
  readonly days: readonly DailySync[];
  /** Calls of each stream that no state vouches for in the end; to count them takes all that the sandbox holds. */
  readonly countMissing: () => Readonly<Record<string, number>>;
}

/** One sync a day, each with the states of the one before and a new day's requests, until one comes to its end. */
export async function syncDaily(
  sandbox: Sandbox,
  { from, config, mostDays }: { readonly from: Instant; readonly config: object; readonly mostDays: number },
): Promise<DailySyncs> {
  const kept = new Map(CALL_STREAMS.map((stream): [string, Set<string>] => [stream, new Set()]));
  const days: DailySync[] = [];
  let states: readonly object[] = [];
  for (let day = 0; day < mostDays && days.at(-1)?.isWhole !== true; day += 1) {
    sandbox.resetRequests();
    const waiting = new Map<string, Map<string, Instant>>();
    const newStarts: Instant[] = [];
    const newCalls: Record<string, number> = {};
    const synced = await syncCalls({
      sandbox,
      now: from + day * DAY,
      config,
      states,
      onRecord(stream, record) {
        const [id = ''] = keysOf(stream, [record]);
        const started = parseInstant(record['startdatetime'] ?? record['started']) ?? Number.NaN;
        const ofStream = waiting.get(stream) ?? new Map<string, Instant>();
        waiting.set(stream, ofStream.set(id, started));
      },
      onState(stream) {
        const before = kept.get(stream);
        for (const [id, started] of waiting.get(stream) ?? []) {
          if (before?.has(id) !== false) continue;
          before.add(id);
          newCalls[stream] = (newCalls[stream] ?? 0) + 1;
          if (stream === 'extensiveCalls') newStarts.push(started);
        }
        waiting.delete(stream);
      },
    });
    // A stream that sends no state of its own goes on from the one before.
    ({ states } = synced);
    days.push({ requests: sandbox.requests.length, isWhole: synced.isWhole, newCalls, newStarts });
  }
  return {
    days,
    countMissing: () =>
      Object.fromEntries(
        CALL_STREAMS.map((stream) => {
          const there = kept.get(stream);
          return [
            stream,
            keysOf(stream, truth(sandbox, stream, true)).filter((id) => !there?.has(id)).length,
          ];
        }),
      ),
  };
}
