import { ConfigError } from '../base/errors.ts';
import { paginate } from '../gong/pages.ts';
import { DAY, MINUTE, type Instant } from '../base/instant.ts';
import type { Output } from '../protocol/output.ts';
import { errorTrace, statusTrace } from '../protocol/trace.ts';
import { latestOf, type List } from '../streams/list.ts';
import type { LookUp, Stream } from '../streams/stream.ts';
import { Existence } from './changes/existence.ts';
import { Sight } from './changes/sight.ts';
import { ListGuard } from './list-guard.ts';
import { ListReader } from './list-reader.ts';
import { LookUps } from './look-ups.ts';
import { prepareInputs, type SharedBySync } from './prepare-input.ts';
import { Schedule } from './schedule.ts';
import type { StreamInput } from './stream-input.ts';
import { planStream } from './stream-plan.ts';
import type { RangeLimits, SyncOptions } from './sync-options.ts';

/** How long a stream stays with its own list after one that it shares could not be read, or seems to lack calls. */
const AFTER_FAILURE_MS = DAY;
const AFTER_DISTRUST_MS = 30 * DAY;

/** With a shorter look-back nothing would show that calls are still lacking. */
const GUARDED_LOOKBACK_DAYS = 3;

/** Reads the configured streams, all at once; each fails alone. Returns the names of those that failed. */
export async function sync(options: SyncOptions): Promise<string[]> {
  const { configured, streams, output, signal } = options;
  const failed: string[] = [];
  const byName = new Map(streams.map((stream): [string, Stream] => [stream.name, stream]));
  const chosen = configured.flatMap((choice) => {
    const stream = byName.get(choice.name);
    if (stream === undefined) failed.push(refuseUnknown(choice.name, output));
    return stream === undefined ? [] : [{ stream, choice }];
  });
  const ownLists = new Set(chosen.map(({ stream }) => stream.list));
  const plans = chosen.map(({ stream, choice }) => planStream(stream, choice, ownLists, options));
  const shared = sharedBySync(options);
  const inputs = plans.flatMap((each) => prepareInputs(each, shared, options));
  const active = inputs.filter(({ session }) => session.isActive);
  const schedule = new Schedule(options.gong);
  const inputsOf = (list: List): StreamInput[] => active.filter(({ source }) => source.list === list);
  const lists = [...new Set(active.map(({ source }) => source.list))];
  const waits = (list: List): boolean => inputsOf(list).some(({ stream }) => stream.isReadLast);
  for (const phase of [lists.filter((list) => !waits(list)), lists.filter(waits)]) {
    await Promise.all(phase.map((list) => readList(list, inputsOf(list), schedule, options)));
  }
  await Promise.all(inputs.map((input) => input.completeDeletions()));
  if (signal.aborted) for (const { session } of inputs) session.interrupt();
  const failures = inputs.filter(({ session }) => session.failure !== undefined);
  return [...failed, ...new Set(failures.map(({ stream }) => stream.name))];
}

function sharedBySync({ gong }: SyncOptions): SharedBySync {
  const told = new Set<string>();
  const lookUps = new Map<LookUp, LookUps>();
  const existences = new Map<List, Existence>();
  return {
    isNews: ({ message }) => told.size < told.add(message).size,
    privateCalls: new Set(),
    lookUpsOf: (lookUp) => made(lookUps, lookUp, () => new LookUps(lookUp, gong)),
    sight: new Sight(),
    existenceIn: (list) => made(existences, list, () => new Existence(list, gong)),
  };
}

function made<Key, Value>(all: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = all.get(key) ?? make();
  all.set(key, value);
  return value;
}

/** Reads a list for these streams; those that only share it go on with their own list if it fails them. */
async function readList(
  list: List,
  inputs: readonly StreamInput[],
  schedule: Schedule,
  options: SyncOptions,
): Promise<void> {
  const { gong, events, limits, signal } = options;
  const sharing = inputs.filter(({ ownList }) => ownList !== list);
  const guard = guardOf(sharing, options);
  const reader = new ListReader({
    list,
    inputs,
    gong,
    events,
    now: latestOf(list, limits.now),
    schedule,
    ...(guard === undefined ? {} : { onItems: (items) => guard.note(items) }),
  });
  const failure = await reader.read();
  if (failure !== undefined) {
    for (const input of inputs) if (input.ownList === list) input.fail(failure);
  }
  const isLost = failure !== undefined && (reader.isDayOver || !(await canRead(sharing, options)));
  if (isLost) for (const { session } of sharing) session.fail(failure);
  const left = sharing.filter(({ session }) => session.isActive);
  const [first] = left;
  const distrusted =
    failure === undefined && first !== undefined ? await guard?.distrusted(reader.unlisted) : undefined;
  if (first !== undefined && !signal.aborted && (failure !== undefined || distrusted !== undefined)) {
    const names = left.map(({ stream }) => stream.name);
    const reason = distrusted?.reason ?? `The list "${list.name}" could not be read to its end.`;
    const text = `${reason} ${names.join(' and ')} are read from the list of calls instead.`;
    events.emit('warning', { text });
    events.emit('listChanged', { streams: names });
    const until = ownListUntil(limits, distrusted !== undefined);
    const keys = new Set([...reader.unfinishedKeys, ...(distrusted?.keys ?? [])]);
    for (const input of left) input.useOwnList(until, keys, distrusted?.range);
    await readList(first.ownList, left, schedule, options);
  }
  if (reader.isLacking) for (const input of inputs) input.noteLacking();
  await Promise.all(inputs.map((input) => input.complete()));
}

/** Whether the own list of these streams can be read, or the trouble is one of all lists: one request tells. */
async function canRead(
  [sharing]: readonly StreamInput[],
  { gong, limits, signal }: SyncOptions,
): Promise<boolean> {
  if (sharing === undefined) return false;
  const list = sharing.ownList;
  const request = list.request({ from: limits.now - MINUTE, to: limits.now, isLast: true });
  try {
    for await (const _page of paginate(gong, request, list.itemsKey, signal)) break;
    return true;
  } catch {
    return false;
  }
}

function ownListUntil({ now, lookbackDays }: RangeLimits, isDistrusted: boolean): Instant {
  if (!isDistrusted) return now + AFTER_FAILURE_MS;
  return lookbackDays < GUARDED_LOOKBACK_DAYS ? Date.UTC(9999, 0) : now + AFTER_DISTRUST_MS;
}

function guardOf(sharing: readonly StreamInput[], { gong, signal }: SyncOptions): ListGuard | undefined {
  const [first] = sharing;
  const shared = first?.stream.sharedList;
  if (first === undefined || shared === undefined) return undefined;
  const ranges = sharing.flatMap(({ toRead }) => toRead).toSorted((one, other) => other.to - one.to);
  return ListGuard.start(first.ownList, shared, ranges, gong, signal);
}

function refuseUnknown(name: string, output: Output): string {
  const error = new ConfigError(
    `The configured catalog names the stream ${name}, which this source does not have. Refresh the source's schema and choose its streams again.`,
  );
  output.message(errorTrace(error, name));
  output.message(statusTrace(name, 'INCOMPLETE'));
  return name;
}
