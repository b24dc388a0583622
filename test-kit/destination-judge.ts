import { DAY, type Instant } from '../src/base/instant.ts';
import type { Sandbox } from '../sandbox/src/index.ts';
import { callHistories, leavesAt, type CallHistory } from './call-histories.ts';
import type { DestinationTable } from './destination.ts';
import { truthTexts } from './truth-texts.ts';

/** A row that is not as it has to be. */
export interface WrongRow {
  readonly stream: string;
  readonly key: string;
  readonly kind: 'missing' | 'left over' | 'different';
  readonly is: string | undefined;
  readonly should: string | undefined;
}

export interface JudgedTruth {
  readonly sandbox: Pick<Sandbox, 'changes' | 'truth' | 'setClock'>;
  /** When the first sync was, and when Gong changed last. */
  readonly begin: Instant;
  readonly end: Instant;
  readonly lookbackDays: number;
}

/**
 * Holds tables against the truth of the end. Of what was older than the look-back by then, each version counts that Gong has had
 * since it left: no sync has to see what happens later, but one may.
 */
export function judgeTables(tables: Iterable<DestinationTable>, judged: JudgedTruth): WrongRow[] {
  const { sandbox, end } = judged;
  const histories = callHistories(sandbox, end);
  const unlike = [...tables].flatMap((table) => {
    sandbox.setClock(new Date(end).toISOString());
    return compare(table, truthTexts(sandbox, table.shape)).map((row) => ({ table, row }));
  });
  const wrong = unlike.filter(({ table, row }) => {
    const history = histories.get(callIdOf(row));
    const instants = history === undefined ? [] : laterInstants(row.stream, history, judged);
    return !instants.some((instant) => {
      sandbox.setClock(new Date(instant).toISOString());
      return truthTexts(sandbox, table.shape, history?.callId).get(row.key) === row.is;
    });
  });
  sandbox.setClock(new Date(end).toISOString());
  return wrong.map(({ row }) => row);
}

function compare({ shape, rows }: DestinationTable, expected: ReadonlyMap<string, string>): WrongRow[] {
  return [...new Set([...rows.keys(), ...expected.keys()])].flatMap((key): WrongRow[] => {
    const [is, should] = [rows.get(key), expected.get(key)];
    if (is === should) return [];
    const kind = is === undefined ? 'missing' : should === undefined ? 'left over' : 'different';
    return [{ stream: shape.stream, key, kind, is, should }];
  });
}

/** When it looked otherwise since it left the look-back; nothing where nothing has happened to it since. */
function laterInstants(
  stream: string,
  history: CallHistory,
  { begin, lookbackDays }: JudgedTruth,
): Instant[] {
  const left = isOfReviews(stream) ? reviewLeavesAt(history, lookbackDays) : leavesAt(history, lookbackDays);
  const from = Math.max(left, begin);
  const later = history.changes.map(({ instant }) => instant).filter((instant) => instant > from);
  return later.length === 0 ? [] : [from, ...later];
}

/** A review is shown a day after its time at the latest. */
function reviewLeavesAt({ changes }: CallHistory, lookbackDays: number): Instant {
  const shown = changes.find(({ kind }) => kind === 'answered')?.instant ?? Infinity;
  return shown + (lookbackDays - 1) * DAY;
}

function isOfReviews(stream: string): boolean {
  return stream === 'answeredScorecards' || stream === 'scorecardAnswers';
}

function callIdOf({ is, should }: WrongRow): string {
  const row: Record<string, unknown> = JSON.parse(is ?? should ?? '{}');
  return String(row['callId'] ?? row['id']);
}
