import { appendFileSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DirectoryOutput } from '../../src/directory/directory-output.ts';
import { parseDirectoryState } from '../../src/directory/directory-state.ts';
import { recoverFiles } from '../../src/directory/recovery.ts';
import { StateStore } from '../../src/directory/state-store.ts';
import { stateMessage } from '../../src/protocol/state.ts';
import { statusTrace } from '../../src/protocol/trace.ts';
import { filesOf, newDirectory, recordsOf, snapshotOf } from '../../test-kit/directory-files.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 20);

const NOW = Date.UTC(2026, 10, 25);
const PAGE = 10;
const USER_PAGES = 3;
const calls = { name: 'calls', primaryKey: ['id'], cursorField: 'started' };
const users = { name: 'users', primaryKey: ['id'] };

/** Windows of calls are read side by side, a page at a time. */
interface Plan {
  /** The pages of each window. */
  readonly windows: readonly number[];
  /** Which of the open windows gives the next page. */
  readonly order: readonly number[];
  readonly bytesPerRecord: number;
  readonly isCompressed: boolean;
  readonly crashes: readonly Crash[];
}

interface Crash {
  readonly pages: number;
  /** Turns of the event loop after that. */
  readonly turns: number;
  /** The share that is still there of what is not in the state. */
  readonly left: number;
}

const plan: fc.Arbitrary<Plan> = fc.record({
  windows: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
  order: fc.array(fc.nat(5), { minLength: 1, maxLength: 10 }),
  bytesPerRecord: fc.constantFrom(10, 9_000),
  isCompressed: fc.boolean(),
  crashes: fc.array(
    fc.record({
      pages: fc.nat(25),
      turns: fc.constantFrom(0, 3, 10, 30, 100, 300, 1_000),
      left: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 5 },
  ),
});

/** One process. Returns the directory as it or its crash has left it. */
async function run(
  root: string,
  { windows, order, bytesPerRecord, ...rest }: Plan,
  crash?: Crash,
): Promise<string> {
  const store = await StateStore.open(root);
  await recoverFiles(store, () => false);
  const before = store.state.entries;
  const streams = [users, calls].filter(({ name }) => before.get(name)?.sync.isFinished !== true);
  const output = await DirectoryOutput.begin({
    store,
    streams,
    now: NOW,
    isCompressed: rest.isCompressed,
    messages: { message() {}, addSecrets() {} },
    onFailure: (error) => expect.unreachable(error.message),
    signal: new AbortController().signal,
  });
  let pagesLeft = crash?.pages ?? Infinity;
  /** Returns whether the process has come as far as that. */
  const sendPage = async (stream: string, name: string): Promise<boolean> => {
    if (pagesLeft === 0) return false;
    pagesLeft -= 1;
    const text = 'x'.repeat(bytesPerRecord);
    await output.records(
      stream,
      Array.from({ length: PAGE }, (_, index) => ({ id: `${name} ${index}`, text })),
    );
    return true;
  };
  const sendUsers = async (): Promise<void> => {
    for (let page = 0; page < USER_PAGES; page += 1) if (!(await sendPage('users', `page ${page}`))) return;
    output.message(stateMessage('users', { whole: true }, 0));
    output.message(statusTrace('users', 'COMPLETE'));
  };
  const sendCalls = async (): Promise<void> => {
    const closed = new Set(closedIn(before.get('calls')?.state));
    let open = windows.map((pages, window) => ({ window, pages, read: 0 }));
    open = open.filter(({ window }) => !closed.has(window));
    for (let place = 0; open.length > 0; place += 1) {
      const each = open[(order[place % order.length] ?? 0) % open.length];
      if (each === undefined || !(await sendPage('calls', `window ${each.window} page ${each.read}`))) return;
      each.read += 1;
      if (each.read < each.pages) continue;
      open = open.filter((other) => other !== each);
      closed.add(each.window);
      output.message(stateMessage('calls', { closed: [...closed] }, 0));
    }
    output.message(statusTrace('calls', 'COMPLETE'));
  };
  if (streams.includes(users)) await sendUsers();
  if (streams.includes(calls)) await sendCalls();
  const finished = crash === undefined || pagesLeft > 0 ? output.finish() : Promise.resolve();
  for (let turns = 0; turns < (crash?.turns ?? 0); turns += 1) await turn();
  const left = crash === undefined ? root : crashed(root, crash.left);
  await finished;
  await output.close();
  return left;
}

function closedIn(state: object | undefined): unknown[] {
  return state !== undefined && 'closed' in state && Array.isArray(state.closed) ? state.closed : [];
}

/** The directory as a crash at this instant leaves it: of what no state covers some is lost, and the end is half a line. */
function crashed(root: string, share: number): string {
  const copy = snapshotOf(root);
  const state = parseDirectoryState(readFileSync(join(copy, 'state.json'), 'utf8'));
  if (typeof state === 'string') throw new Error(`state.json is ${state}`);
  for (const { stream, sync } of state.entries.values()) {
    const path = join(copy, stream, sync.file);
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (sync.isFinished || size === undefined) continue;
    expect(size).toBeGreaterThanOrEqual(sync.extent.bytes);
    truncateSync(path, Math.round(sync.extent.bytes + (size - sync.extent.bytes) * share));
    appendFileSync(path, '{"id":"half');
  }
  return copy;
}

test('after crashes at any instants, and any number of them, each record is there exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (each) => {
      let directory = newDirectory();
      for (const crash of each.crashes) directory = await run(directory, each, crash);
      directory = await run(directory, each);
      const expected = each.windows.flatMap((pages, window) =>
        Array.from({ length: pages * PAGE }, (_, place) => {
          return `window ${window} page ${Math.floor(place / PAGE)} ${place % PAGE}`;
        }),
      );
      const read = (stream: string): string[] => recordsOf(directory, stream).map(({ id }) => String(id));
      expect(new Set(read('calls'))).toEqual(new Set(expected));
      expect(read('calls')).toHaveLength(expected.length);
      expect(new Set(read('users')).size).toBe(USER_PAGES * PAGE);
      expect(read('users')).toHaveLength(USER_PAGES * PAGE);
      // Nothing else is left, and the state tells how long each file is.
      const { state } = await StateStore.open(directory);
      for (const { stream, sync } of state.entries.values()) {
        expect(filesOf(directory, stream)).toEqual([sync.file]);
        expect(statSync(join(directory, stream, sync.file)).size).toBe(sync.extent.bytes);
        expect(recordsOf(directory, stream)).toHaveLength(sync.extent.lines);
        expect(sync).toMatchObject({ isFinished: true, isSwapDue: false });
      }
    }),
    { numRuns: RUNS },
  );
});
