import { contents } from './companies.ts';
import type { StreamName } from './contenders.ts';
import { startSandbox, UNLIMITED, type Sandbox } from './sandbox.ts';

/** What a company holds, by the sandbox's own account. */
export interface Books {
  readonly calls: number;
  /** Calls that are not private. */
  readonly openCalls: number;
  /** How many records a reader must send of each stream. */
  readonly records: ReadonlyMap<StreamName, number>;
}

/** Counts in a sandbox of its own, before anything is measured: large records take the processor some time. */
export async function readBooks(calls: number, streams: readonly StreamName[]): Promise<Books> {
  await using sandbox = await startSandbox({ ...contents(calls), ...UNLIMITED });
  const all = new Set<unknown>();
  const open = new Set<unknown>();
  for await (const { id, isPrivate } of sandbox.truth('calls')) {
    all.add(id);
    if (isPrivate !== true) open.add(id);
  }
  const records = new Map<StreamName, number>();
  for (const stream of streams) records.set(stream, await countRecords(sandbox, stream, open));
  return { calls: all.size, openCalls: open.size, records };
}

async function countRecords(
  sandbox: Sandbox,
  stream: StreamName,
  open: ReadonlySet<unknown>,
): Promise<number> {
  if (stream === 'calls' || stream === 'extensiveCalls') return open.size;
  let count = 0;
  for await (const { callId } of sandbox.truth(stream)) {
    // Transcripts do not say whether their call is private.
    if (stream !== 'callTranscripts' || open.has(callId)) count += 1;
  }
  return count;
}
