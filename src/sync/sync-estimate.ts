import { toConnectorError, type ConnectorError } from '../base/errors.ts';
import type { Gong } from '../gong/client.ts';
import type { Instant } from '../base/instant.ts';
import type { List } from '../streams/list.ts';
import { ListCount, type CountOptions } from './list-count.ts';
import { planStream, type StreamPlan } from './stream-plan.ts';
import type { SyncOptions } from './sync-options.ts';

export type EstimateOptions = CountOptions &
  Pick<SyncOptions, 'streams' | 'configured' | 'states' | 'log' | 'shape' | 'emitDeletes'>;

/** What a sync would read of one stream. */
export interface StreamEstimate {
  readonly name: string;
  /** Undefined where the stream is read whole. */
  readonly from: Instant | undefined;
  readonly records: number;
  /** Those of a list that feeds several streams stand at the one whose own list it is. */
  readonly requests: number;
  /** Whether Gong does not count it, and there is more. */
  readonly isUncounted: boolean;
  /** Whether a part of it was not counted, and is taken to be as busy as the rest. */
  readonly isPartly: boolean;
  /** Whether its private items are taken to be as many everywhere as on the first page. */
  readonly isPrivateShareGuessed: boolean;
  /** Whether likewise what the filters of the config leave out. */
  readonly isFilteredShareGuessed: boolean;
  /** Whether its records are asked for by the items that were counted, and nothing is known of them. */
  readonly isLookedUp: boolean;
  /** Whether an item has any number of records, and the items are counted. */
  readonly isOfItems: boolean;
}

export interface SyncEstimate {
  readonly streams: readonly StreamEstimate[];
  /** The streams that cannot be read, each with the reason. */
  readonly failures: ReadonlyMap<string, ConnectorError>;
}

/** Returns what a sync with these options would read and cost, by the sync's own rules and Gong's counts: one request a list. */
export async function estimateSync(options: EstimateOptions): Promise<SyncEstimate> {
  const { streams, configured, gong } = options;
  const chosen = streams.flatMap((stream) =>
    configured.filter(({ name }) => name === stream.name).map((choice) => ({ stream, choice })),
  );
  const ownLists = new Set(chosen.map(({ stream }) => stream.list));
  const plans = chosen.flatMap(({ stream, choice }) => planStream(stream, choice, ownLists, options));
  const failures = new Map<string, ConnectorError>();
  for (const { stream, fault } of plans) {
    if (fault !== undefined) failures.set(stream.name, toConnectorError(fault));
  }
  const readable = plans.filter(({ fault }) => fault === undefined);
  const counts = await countLists(readable, options, failures);
  const found = counts.flatMap((count) => count.plans.map((plan) => estimateOf(plan, count, gong)));
  return {
    streams: chosen.flatMap(({ stream }) => sumOf(found.filter(({ name }) => name === stream.name))),
    failures: new Map(chosen.flatMap(({ stream }) => failuresOf(stream.name, failures))),
  };
}

/** The partitions of one stream as one. */
function sumOf(partitions: readonly StreamEstimate[]): StreamEstimate[] {
  const [first, ...others] = partitions;
  if (first === undefined) return [];
  const sum = others.reduce(
    (one, other): StreamEstimate => ({
      name: one.name,
      from: one.from === undefined ? other.from : Math.min(one.from, other.from ?? Infinity),
      records: one.records + other.records,
      requests: one.requests + other.requests,
      isUncounted: one.isUncounted || other.isUncounted,
      isPartly: one.isPartly || other.isPartly,
      isPrivateShareGuessed: one.isPrivateShareGuessed || other.isPrivateShareGuessed,
      isFilteredShareGuessed: one.isFilteredShareGuessed || other.isFilteredShareGuessed,
      isLookedUp: one.isLookedUp || other.isLookedUp,
      isOfItems: one.isOfItems || other.isOfItems,
    }),
    first,
  );
  return [sum];
}

function failuresOf(
  name: string,
  failures: ReadonlyMap<string, ConnectorError>,
): [name: string, error: ConnectorError][] {
  const error = failures.get(name);
  return error === undefined ? [] : [[name, error]];
}

async function countLists(
  plans: readonly StreamPlan[],
  options: EstimateOptions,
  failures: Map<string, ConnectorError>,
): Promise<ListCount[]> {
  const lists = [...new Set(plans.map(({ source }) => source.list))];
  const fedBy = (list: List): StreamPlan[] => plans.filter(({ source }) => source.list === list);
  const counts = await Promise.all(lists.map((list) => countList(list, fedBy(list), options, failures)));
  return counts.flat();
}

/** Streams that share a list which cannot be read go on with their own, as in a sync. */
async function countList(
  list: List,
  plans: readonly StreamPlan[],
  options: EstimateOptions,
  failures: Map<string, ConnectorError>,
): Promise<ListCount[]> {
  try {
    return [await ListCount.of(list, plans, options)];
  } catch (error) {
    options.signal.throwIfAborted();
    const sharing = plans.filter(({ ownList }) => ownList !== list);
    for (const { stream, ownList } of plans) {
      if (ownList === list) failures.set(stream.name, toConnectorError(error));
    }
    return countLists(
      sharing.map((plan) => withOwnList(plan, options)),
      options,
      failures,
    );
  }
}

function withOwnList(plan: StreamPlan, { limits }: EstimateOptions): StreamPlan {
  const { ownList: list } = plan;
  plan.coverage.changeToOwnList(list.name, limits.now);
  return { ...plan, source: { list, toItem: (item) => item } };
}

function estimateOf(plan: StreamPlan, count: ListCount, gong: Gong): StreamEstimate {
  const { stream, coverage, range } = plan;
  const owner = count.plans.find((each) => each.ownList === count.list) ?? count.plans[0];
  const forList = plan === owner ? count.requestsOf(gong) : 0;
  const starts = coverage.toRead.map(({ from }) => from);
  return {
    name: stream.name,
    from: stream.list.granularity === 'none' ? undefined : Math.min(...starts, range.to),
    records: count.recordsOf(plan),
    requests: Math.round(forList) + count.requestsBeside(plan),
    isUncounted: count.isUncounted,
    isPartly: count.isPartly,
    isPrivateShareGuessed: count.isPrivateShareGuessed(plan),
    isFilteredShareGuessed: count.isFilteredShareGuessed,
    isLookedUp: stream.lookUp !== undefined,
    isOfItems: !stream.isOneForOne && stream.lookUp === undefined,
  };
}
