import { contenders } from '../contenders.ts';
import { measure, type Measurement, type Reader } from '../measure.ts';
import { atMost, count, megabytes, times, type Part, type Row } from '../part.ts';
import { startSandbox, UNLIMITED } from '../sandbox.ts';

/** A sync ten times as large must not need more memory, however slow its reader is. */
const SIZES = {
  full: { few: 100_000, many: 1_000_000, stopAfterSeconds: 60 },
  quick: { few: 20_000, many: 200_000, stopAfterSeconds: 15 },
} as const;
const MOST_MEGABYTES = 130;
const MOST_GROWTH = 1.15;

export const memory: Part = async (size) => {
  const { few, many, stopAfterSeconds } = SIZES[size];
  const slow = { bytesPerSecond: 1_000_000, stopAfterSeconds };
  const runs = {
    fast: { few: await read(few, {}), many: await read(many, {}) },
    slow: { few: await read(few, slow), many: await read(many, slow) },
  };
  return {
    rows: [
      ...rows('peak memory', few, many, runs.fast),
      ...rows(`peak memory, reader of 1 MB/s, first ${stopAfterSeconds} s`, few, many, runs.slow),
    ],
    charts: [
      {
        title: 'Peak memory: MB, less is better',
        bars: [
          bar(`${count(few)} calls`, runs.fast.few),
          bar(`${count(many)} calls`, runs.fast.many),
          bar(`${count(many)}, slow reader`, runs.slow.many),
        ],
      },
    ],
    measured: { few, many, ...runs },
  };
};

async function read(calls: number, reader: Reader): Promise<Measurement> {
  await using sandbox = await startSandbox({ ...UNLIMITED, calls });
  // Awaited here: the sandbox ends with this function.
  return await measure(contenders(sandbox, ['calls']).ours, reader);
}

function rows(
  what: string,
  few: number,
  many: number,
  runs: { readonly few: Measurement; readonly many: Measurement },
): Row[] {
  const [less, more] = [runs.few.peakMegabytes, runs.many.peakMegabytes];
  return [
    atMost(`${what}: ${count(many)} calls to ${count(few)}`, MOST_GROWTH, more / less, times),
    atMost(`${what}: ${count(many)} calls`, MOST_MEGABYTES, more, megabytes),
  ];
}

function bar(label: string, { peakMegabytes }: Measurement): { label: string; value: number; text: string } {
  return { label, value: peakMegabytes, text: megabytes(peakMegabytes) };
}
