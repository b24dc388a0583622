import { expect, test } from 'vitest';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/src/index.ts';
import { checkRead, parseOutput, type Output } from '../test-kit/airbyte-output.ts';
import { findDifferences } from '../test-kit/expected-rows.ts';
import { catalogOf, read, readArguments, small, type ReadChoice } from '../test-kit/read-sandbox.ts';
import { print, sample } from '../test-kit/sample-output.ts';
import { SavedSyncs } from '../test-kit/saved-syncs.ts';
import { startCli } from '../test-kit/start-cli.ts';
import type { StreamName } from '../test-kit/truth.ts';

const large = { ...small, calls: 1_600, days: 90, pageSize: 100, latencyMilliseconds: 15 } as const;
const all: readonly StreamName[] = ['users', 'calls', 'answeredScorecards', 'callTranscripts'];

/** What is left of a window is read in halves. */
const cut: Fault = { at: 1, atCursor: true, path: '/v2/calls', status: 400, errors: ['cursor has expired'] };

/** Without a look-back nothing hides a gap. */
const strict = { lookback_window_days: 0 };
/** One worker finishes one window after the other. */
const stepwise = { ...strict, num_workers: 1 };

/** Numbers from 0 to 1, the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Reads until so many bytes have come, and kills. Answers the whole lines, which are what a platform has of it. */
async function readAndKill(
  sandbox: Sandbox,
  choice: ReadChoice,
  bytes: number,
): Promise<Output & { wasKilled: boolean }> {
  const { child, finished } = startCli(readArguments(sandbox, choice));
  let seen = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    if (seen >= bytes) child.kill('SIGKILL');
  });
  const { stdout, stderr, signal } = await finished;
  expect(stderr).toBe('');
  const lines = stdout.slice(0, stdout.lastIndexOf('\n') + 1);
  const output = parseOutput(lines);
  // The rules for it are those of a read that was told to stop, once its streams are given an end.
  const { streams = all } = choice;
  const open = streams.filter((stream) =>
    ['STARTED', 'RUNNING'].includes(output.statuses(stream).at(-1) ?? ''),
  );
  const ends = print(open.map((stream) => sample.status(stream, 'INCOMPLETE')));
  checkRead(parseOutput(lines + ends), catalogOf(streams), { aborted: true });
  return { ...output, wasKilled: signal === 'SIGKILL' };
}

test.concurrent.each<[string, readonly StreamName[], number, number]>([
  ['four streams', all, 1_600, 5_500_000],
  // So many that states go out on the way as well.
  ['8,000 calls', ['users', 'calls', 'answeredScorecards'], 8_000, 4_800_000],
])('killed at six moments and resumed each time, the syncs together bring everything: %s', async (...row) => {
  const [, streams, calls, size] = row;
  await using sandbox = await startSandbox({ ...large, calls });
  const random = seeded(20_261_121);
  // The later ones let more through, or no state would ever be reached.
  const moments = Array.from({ length: 6 }, () => random() * size).toSorted((one, other) => one - other);
  const saved = new SavedSyncs();
  let kills = 0;
  for (const [run, moment] of moments.entries()) {
    const config = run % 2 === 1 ? stepwise : strict;
    if (config === stepwise) sandbox.addFaults([cut]);
    const choice = { streams, config, state: saved.state() };
    const output = await readAndKill(sandbox, choice, moment);
    saved.add(output);
    if (!output.wasKilled) break;
    kills += 1;
  }
  expect(kills).toBeGreaterThan(2);
  const names = saved.state().map(({ stream }) => stream.stream_descriptor.name);
  expect(names).toEqual(expect.arrayContaining(['calls', streams.at(-1)]));
  const last = await read(sandbox, { streams, config: strict, state: saved.state() });
  expect(last.exitCode).toBe(0);
  saved.add(last.output);
  expect(findDifferences(sandbox, streams, saved)).toEqual([]);
});

test.concurrent.each([
  ['one worker', stepwise, [cut]],
  ['ten workers', strict, []],
])('a sync that Gong breaks off half-way is resumed: %s', async (_who, config, faults) => {
  const streams: readonly StreamName[] = ['calls', 'callTranscripts'];
  await using sandbox = await startSandbox({
    ...large,
    faults: [
      ...faults,
      { at: 14, path: '/v2/calls', status: 400 },
      { at: 15, path: '/v2/calls/transcript', wrongShape: true },
    ],
  });
  const saved = new SavedSyncs();
  const exitCodes: (number | null)[] = [];
  while (exitCodes.at(-1) !== 0 && exitCodes.length < 5) {
    const state = saved.state();
    const { output, exitCode } = await read(sandbox, {
      streams,
      config,
      state,
      rules: { sharedErrors: true },
    });
    saved.add(output);
    exitCodes.push(exitCode);
  }
  expect(exitCodes[0]).toBe(1);
  expect(exitCodes.at(-1)).toBe(0);
  expect(findDifferences(sandbox, streams, saved)).toEqual([]);
});
