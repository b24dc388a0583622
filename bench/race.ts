import { contenders, floor } from './contenders.ts';
import { measureInTurns } from './measure-in-turns.ts';
import { measure, type Measurement } from './measure.ts';
import { scale, type Sample } from './scaling.ts';
import { KEEPING_PAGES, startSandbox, UNLIMITED, type SandboxOptions } from './sandbox.ts';
import { watchProcessor } from './watch-processor.ts';

/** One stream, read as fast as the processor allows. */
export interface Course {
  readonly stream: 'calls' | 'extensiveCalls';
  readonly calls: number;
  /** The peer's two runs, from which its time for all calls is scaled. */
  readonly peerCalls: readonly [number, number];
  readonly repetitions: number;
}

export interface Race {
  readonly course: Course;
  readonly ours: Measurement;
  readonly floor: Measurement;
  /** The floor without parsing and writing: the sandbox's own speed, which no reader can exceed. */
  readonly discard: Measurement;
  readonly peer: readonly [Sample, Sample];
  /** Calls a second, start-up included. */
  readonly rates: Readonly<Record<'ours' | 'floor' | 'peer' | 'sandbox', number>>;
  /** Share of one processor that the sandbox used while ours ran; near 1 it was the sandbox that was measured. */
  readonly sandboxShare: number | undefined;
}

export async function race(course: Course): Promise<Race> {
  const { stream, calls, peerCalls, repetitions } = course;
  await using sandbox = await startSandbox({ ...company(course, calls), ...KEEPING_PAGES });
  await using small = await startSandbox(company(course, peerCalls[0]));
  await using large = await startSandbox(company(course, peerCalls[1]));
  const command = contenders(sandbox, [stream]).ours;
  const peers = [contenders(small, [stream]).peer, contenders(large, [stream]).peer] as const;
  const bare = floor(sandbox, stream, 'discard');
  const watch = watchProcessor(sandbox);
  // A first pass of each, for the sandbox's cache and for Python's bytecode.
  for (const first of [bare, command, peers[0]]) await measure(first);
  const median = await measureInTurns(
    {
      discard: () => measure(bare),
      floor: () => measure(floor(sandbox, stream, 'parse')),
      ours: () => watch.during(() => measure(command)),
      peerSmall: () => measure(peers[0]),
      peerLarge: () => measure(peers[1]),
    },
    repetitions,
  );
  const [ours, least, discard] = [median('ours'), median('floor'), median('discard')];
  if (ours.records !== least.records) {
    throw new Error(`ours sent ${ours.records} records, the floor ${least.records}`);
  }
  const peer = [
    { amount: peerCalls[0], run: median('peerSmall') },
    { amount: peerCalls[1], run: median('peerLarge') },
  ] as const;
  const rates = {
    ours: calls / ours.seconds,
    floor: calls / least.seconds,
    peer: calls / scale(...peer, calls, 'seconds'),
    sandbox: calls / discard.seconds,
  };
  return { course, ours, floor: least, discard, peer, rates, sandboxShare: watch.share() };
}

function company({ stream }: Course, calls: number): SandboxOptions {
  return { ...UNLIMITED, calls, ...(stream === 'calls' ? {} : { 'extensive-kilobytes': 20 }) };
}
