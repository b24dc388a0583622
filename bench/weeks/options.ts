import { parseArgs } from 'node:util';
import { DIST } from '../../test-kit/clocked-sync.ts';

/** What is asked of `npm run weeks`; what is left out is chosen by each part. */
export interface WeeksOptions {
  readonly seed: number;
  readonly isQuick: boolean;
  readonly only: readonly string[] | undefined;
  readonly callsPerDay: number | undefined;
  readonly days: number | undefined;
  readonly streams: readonly string[] | undefined;
  /** Share of the syncs that are killed, where any are. */
  readonly killShare: number;
  /** How many worlds false deletions are looked for in, and the number of the first. */
  readonly worlds: number | undefined;
  /** The build that is judged, and an earlier one that is compared with. */
  readonly dist: string;
  readonly oldDist: string | undefined;
  readonly isVerbose: boolean;
}

export const HELP = `Usage: npm run weeks -- [options]

Simulates weeks of hourly syncs of the built CLI against the sandbox, and measures what they bring, when, and at what price.

Options:
  --only <part>          destination, changes, traffic, deletions or cost; several times for several
  --seed <n>             the world; each run prints its own
  --calls-per-day <n>    size of the company
  --days <n>             how many days of hourly syncs
  --streams <a,b>        what is read, where a part does not need others
  --kill <share>         share of the syncs that are killed (default: 0.1)
  --worlds <n>           how many worlds false deletions are looked for in
  --old-dist <folder>    an earlier build, to compare time and memory with
  --dist <folder>        the build that is judged (default: the one just made)
  --quick                smaller companies, fewer days
  --verbose              a line for each sync
`;

/** Undefined where the help is asked for. */
export function readOptions(words: readonly string[]): WeeksOptions | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seed: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      'calls-per-day': { type: 'string' },
      days: { type: 'string' },
      streams: { type: 'string' },
      kill: { type: 'string', default: '0.1' },
      worlds: { type: 'string' },
      dist: { type: 'string', default: DIST },
      'old-dist': { type: 'string' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    seed: numberOf(values.seed) ?? Math.floor(Math.random() * 1_000_000),
    isQuick: values.quick,
    only: values.only,
    callsPerDay: numberOf(values['calls-per-day']),
    days: numberOf(values.days),
    streams: values.streams?.split(','),
    killShare: Number(values.kill),
    worlds: numberOf(values.worlds),
    dist: values.dist,
    oldDist: values['old-dist'],
    isVerbose: values.verbose,
  };
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number)) throw new Error(`${text} is no number`);
  return number;
}
