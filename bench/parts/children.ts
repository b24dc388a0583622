import { streams } from '../../src/streams/index.ts';
import type { RecordName } from '../../src/generated/records.ts';
import { behaviour, contents } from '../companies.ts';
import { contenders } from '../contenders.ts';
import { measureInTurns } from '../measure-in-turns.ts';
import { measure, type Measurement } from '../measure.ts';
import { atMost, count, megabytes, seconds, times, type Part, type Row } from '../part.ts';
import { KEEPING_PAGES, startSandbox, UNLIMITED, type SandboxOptions } from '../sandbox.ts';

/** What is read of a company: at the rate limit for the requests, without it for processor and memory. */
const SIZES = {
  full: { limited: 3_000, unlimited: 10_000, rounds: 3 },
  quick: { limited: 500, unlimited: 2_000, rounds: 3 },
} as const;
const MOST_TIMES = 1.5;
const MOST_MORE_MEGABYTES = 10;

const PARENTS: readonly RecordName[] = ['extensiveCalls', 'callTranscripts', 'answeredScorecards'];

/** The streams that are fed from the pages of these. */
const CHILDREN: readonly RecordName[] = streams
  .filter(({ name, list }) => {
    const lists = streams.flatMap((parent) =>
      PARENTS.includes(parent.name) ? [parent.sharedList?.list ?? parent.list] : [],
    );
    return !PARENTS.includes(name) && lists.includes(list);
  })
  .map(({ name }) => name);

const CONTENTS: readonly (readonly [words: string, options: SandboxOptions])[] = [
  ['calls as the sandbox makes them', {}],
  ['calls of 20 kB', { 'extensive-kilobytes': 20 }],
];

/** All rows and documents of calls, against the streams alone from whose pages they are made. */
export const children: Part = async (size) => {
  const { limited, unlimited, rounds } = SIZES[size];
  const requests = await countRequests(limited);
  const loads: (readonly [string, Load])[] = [];
  for (const [words, options] of CONTENTS) {
    loads.push([
      words,
      await compare({ ...UNLIMITED, ...KEEPING_PAGES, ...contents(unlimited), ...options }, rounds),
    ]);
  }
  return {
    rows: [
      atMost(
        `${count(limited)} calls and ${CHILDREN.length} streams of rows: requests`,
        requests.alone,
        requests.together,
        count,
      ),
      ...loads.flatMap(([words, load]) => loadRows(`${count(unlimited)} ${words}`, load)),
    ],
    charts: [],
    measured: { requests, loads: Object.fromEntries(loads) },
  };
};

interface Load {
  readonly alone: Measurement;
  readonly together: Measurement;
}

async function countRequests(calls: number): Promise<{ readonly alone: number; readonly together: number }> {
  await using sandbox = await startSandbox(behaviour({ calls, latencyMs: 300, order: 'ascending' }));
  const requestsOf = async (names: readonly RecordName[]): Promise<number> => {
    await sandbox.reset();
    await measure(contenders(sandbox, names).ours);
    return (await sandbox.traffic()).requests;
  };
  return { alone: await requestsOf(PARENTS), together: await requestsOf([...PARENTS, ...CHILDREN]) };
}

async function compare(company: SandboxOptions, rounds: number): Promise<Load> {
  await using sandbox = await startSandbox(company);
  const read = (names: readonly RecordName[]): Promise<Measurement> =>
    measure(contenders(sandbox, names).ours);
  const turns = { alone: () => read(PARENTS), together: () => read([...PARENTS, ...CHILDREN]) };
  // For the sandbox's cache.
  await turns.together();
  const median = await measureInTurns(turns, rounds);
  return { alone: median('alone'), together: median('together') };
}

function loadRows(what: string, { alone, together }: Load): Row[] {
  const ratio = together.processorSeconds / alone.processorSeconds;
  const more = together.peakMegabytes - alone.peakMegabytes;
  return [
    atMost(`${what}: processor time with rows to that without`, MOST_TIMES, ratio, times),
    atMost(`${what}: more memory with rows`, MOST_MORE_MEGABYTES, more, megabytes),
    {
      what: `${what}: records and output`,
      goal: '',
      figure: `${count(together.records)} to ${count(alone.records)}, ${megabytes(together.megabytes)} to ${megabytes(alone.megabytes)}`,
    },
    {
      what: `${what}: processor time`,
      goal: '',
      figure: `${seconds(together.processorSeconds)} to ${seconds(alone.processorSeconds)}`,
    },
  ];
}
