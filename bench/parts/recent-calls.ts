import { behaviour, type Company } from '../companies.ts';
import { contenders, EVERY_STREAM } from '../contenders.ts';
import { measureLines } from '../measure.ts';
import { atMost, count, seconds, type Part, type Row } from '../part.ts';
import { startSandbox } from '../sandbox.ts';
import { startUpSeconds } from '../start-up-seconds.ts';

/** How long a first sync of a long history makes its user wait for the calls of this week. */
const SIZES = {
  full: { calls: 100_000, stopAfterSeconds: 60 },
  quick: { calls: 100_000, stopAfterSeconds: 10 },
} as const;
const LATENCY_MS = 1000;
const MOST_SECONDS = 5;
const WEEK_MS = 7 * 86_400_000;

export const recentCalls: Part = async (size) => {
  const { calls, stopAfterSeconds } = SIZES[size];
  const startUp = await startUpSeconds();
  const rows: Row[] = [];
  const measured: unknown[] = [];
  for (const [who, order] of [
    ['ours', 'ascending'],
    ['ours', 'scattered'],
    ['peer', 'ascending'],
  ] as const) {
    const found = await findRecent(who, { calls, latencyMs: LATENCY_MS, order }, stopAfterSeconds);
    // What the peer takes to start is not known: its `spec` does not load a manifest.
    const waited = found === undefined || who === 'peer' ? found : found - startUp;
    const what = `first record of this week, ${count(calls)} calls, ${count(LATENCY_MS)} ms, ${order}: ${who}`;
    rows.push(row(what, waited, stopAfterSeconds, who === 'ours'));
    measured.push({ who, order, calls, secondsFromStart: found });
  }
  return { rows, charts: [], measured: { startUpSeconds: startUp, runs: measured } };
};

async function findRecent(
  who: 'ours' | 'peer',
  company: Company,
  stopAfterSeconds: number,
): Promise<number | undefined> {
  await using sandbox = await startSandbox(behaviour(company));
  const command = contenders(sandbox, EVERY_STREAM)[who];
  const stopAtCallSince = new Date(Date.now() - WEEK_MS).toISOString();
  const { recentCallSeconds } = await measureLines(command, { stopAfterSeconds, stopAtCallSince });
  return recentCallSeconds;
}

function row(what: string, waited: number | undefined, stopAfterSeconds: number, hasGoal: boolean): Row {
  if (waited !== undefined && hasGoal) return atMost(what, MOST_SECONDS, waited, seconds);
  const figure = waited === undefined ? `not within ${stopAfterSeconds} s` : seconds(waited);
  return hasGoal
    ? { what, goal: `<= ${seconds(MOST_SECONDS)}`, figure, reached: false }
    : { what, goal: '', figure };
}
