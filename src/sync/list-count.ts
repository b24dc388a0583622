import type { Gong } from '../gong/client.ts';
import type { JsonObject } from '../base/json-object.ts';
import { latestOf, type List, type Range, type Window } from '../streams/list.ts';
import type { LookUp } from '../streams/stream.ts';
import { pagesOf } from '../streams/pages-of.ts';
import { isAskedTwiceIfEmpty } from './count-check.ts';
import { joined } from './stretch.ts';
import { firstWindows, type FirstWindow } from './first-windows.ts';
import { guardedOf } from './list-guard.ts';
import { isInside } from './record-filters.ts';
import { requestsPerPage } from './look-ups.ts';
import { Schedule } from './schedule.ts';
import type { StreamCoverage } from './stream-coverage.ts';
import type { StreamPlan } from './stream-plan.ts';
import type { SyncOptions } from './sync-options.ts';
import { WindowSize } from './window-size.ts';

export type CountOptions = Pick<SyncOptions, 'gong' | 'limits' | 'includePrivate' | 'signal'>;

/** The first page of what was asked for. */
interface FirstPage {
  readonly items: readonly JsonObject[];
  readonly total: number;
  /** Whether more follows, and Gong does not say how much. */
  readonly isUncounted: boolean;
}

interface ListCountOptions {
  readonly list: List;
  readonly plans: readonly StreamPlan[];
  readonly windows: readonly FirstWindow<StreamCoverage>[];
  /** What was asked for: the longest stretch that is to be read. */
  readonly counted: Range | undefined;
  readonly page: FirstPage;
  /** Where it is known of the list. */
  readonly requestsPerWindow: number | undefined;
  readonly includePrivate: boolean;
}

/** A part of a window that is cut ends on a page that is half full on average. */
const PAGES_PER_PART = 0.5;

/** What a sync would have to read of one list, by Gong's count: one request, whose page shows how many calls are private. */
export class ListCount {
  readonly #options: ListCountOptions;

  private constructor(options: ListCountOptions) {
    this.#options = options;
  }

  /** Asks Gong. Rejects with a ConnectorError where the list cannot be read. */
  static async of(
    list: List,
    plans: readonly StreamPlan[],
    { gong, limits, includePrivate, signal }: CountOptions,
  ): Promise<ListCount> {
    const coverages = plans.map(({ coverage }) => coverage);
    const latest = latestOf(list, limits.now);
    const windows = firstWindows(coverages, list, latest);
    const stretches = joined(windows.map(({ window }) => window).toReversed());
    const [longest] = stretches.toSorted((one, other) => lengthOf(other) - lengthOf(one));
    const counted = list.granularity === 'fixed' ? windows[0]?.window : longest;
    // A list without dates is read whole, also where a start date to come leaves no time to read.
    const asked = counted ?? windows[0]?.window;
    const page =
      asked === undefined
        ? nothing
        : await firstPage(list, { ...asked, isLast: asked.to === latest }, gong, signal);
    const requestsPerWindow = windows.length === 0 ? undefined : await list.requestsPerWindow?.(gong, signal);
    return new ListCount({ list, plans, windows, counted, page, requestsPerWindow, includePrivate });
  }

  get list(): List {
    return this.#options.list;
  }

  /** The streams that the list feeds. */
  get plans(): readonly StreamPlan[] {
    return this.#options.plans;
  }

  /** Whether more follows, and Gong does not say how much. */
  get isUncounted(): boolean {
    return this.#options.page.isUncounted;
  }

  /** Whether what was not counted is taken to be as busy as what was. */
  get isPartly(): boolean {
    const { windows, counted } = this.#options;
    return counted !== undefined && windows.some(({ window }) => !isWithin(window, counted));
  }

  /** Whether private items that would not go out are known by their share of the first page alone. */
  isPrivateShareGuessed({ stream }: StreamPlan): boolean {
    const { page, includePrivate } = this.#options;
    return !includePrivate && stream.isPrivate !== undefined && page.items.length < page.total;
  }

  /** Whether what the config does not let through is known in the same way. */
  get isFilteredShareGuessed(): boolean {
    const { list, page } = this.#options;
    return list.filter !== undefined && page.items.length < page.total;
  }

  /** Records that a stream would get, as far as is known. */
  recordsOf(plan: StreamPlan): number {
    const windows = this.#options.windows.filter(({ inputs }) => inputs.includes(plan.coverage));
    return Math.round(this.#itemsIn(windows) * this.#shareOf(plan));
  }

  /** Requests for the pages of the list. `gong` knows by now how long its responses take. */
  requestsOf(gong: Gong): number {
    const { list, plans, windows, page, requestsPerWindow } = this.#options;
    if (requestsPerWindow !== undefined) return windows.length * requestsPerWindow;
    const streams = plans.map(({ stream }) => stream);
    const size = new WindowSize({
      list,
      gong,
      schedule: new Schedule(gong),
      requestsPerPage: () => 1 + requestsPerPage(streams, list),
    });
    const parallel = size.parallel(false);
    const all = this.#itemsIn(windows) / list.pageSize;
    return windows.reduce((sum, each) => {
      const pages = this.#itemsIn([each]) / list.pageSize;
      const parts = size.partsOfPages(pages, all, parallel);
      // A cut costs the page that told the count.
      const forCut = parts > 1 ? 1 + PAGES_PER_PART * (parts - 1) : 0;
      const again = page.total === 0 && isAskedTwiceIfEmpty(list, each.window, each.inputs) ? 1 : 0;
      return sum + Math.max(1, Math.ceil(pages)) + forCut + again;
    }, 0);
  }

  /** Requests beside those for the list: for records that are asked for by its items, and for the count of another list. */
  requestsBeside(plan: StreamPlan): number {
    const { lookUp, sharedList } = plan.stream;
    const { list, plans } = this.#options;
    const firstSharing = plans.find(({ ownList }) => ownList !== list);
    const isGuarded =
      plan === firstSharing &&
      sharedList !== undefined &&
      guardedOf(sharedList, plan.coverage.toRead) !== undefined;
    const isAsking = lookUp !== undefined && plan === this.#askingFor(lookUp);
    const batches = isAsking ? Math.ceil(this.recordsOf(plan) / lookUp.batchSize) : 0;
    return batches + (isGuarded ? 1 : 0);
  }

  /** Streams that ask together ask for what most of them want: the requests stand at the one that wants most. */
  #askingFor(lookUp: LookUp): StreamPlan | undefined {
    const asking = this.#options.plans.filter(({ stream }) => stream.lookUp === lookUp);
    return asking.toSorted((one, other) => this.recordsOf(other) - this.recordsOf(one))[0];
  }

  #itemsIn(windows: readonly FirstWindow<StreamCoverage>[]): number {
    const { list, counted, page } = this.#options;
    const { total } = page;
    if (counted === undefined) return total;
    // Each has a row or more of the same users.
    if (list.granularity === 'fixed') return total * windows.length;
    return windows.reduce((sum, { window }) => sum + (total * lengthOf(window)) / lengthOf(counted), 0);
  }

  /** The share of its items that would go out, as the first page shows it. */
  #shareOf({ stream, source, coverage }: StreamPlan): number {
    const { list, page, includePrivate } = this.#options;
    const { items, total } = page;
    if (items.length === 0) return 1;
    // Days reach further than what is to be read; on the first of several pages that would be much of it.
    const ranges = list.granularity === 'day' && items.length === total ? coverage.toRead : [];
    const goingOut = items.filter(
      (item) =>
        (list.filter?.admits(item) ?? true) &&
        (includePrivate || stream.isPrivate?.(source.toItem(item)) !== true) &&
        (ranges.length === 0 || ranges.some((range) => isInside(item, list, range))),
    );
    return goingOut.length / items.length;
  }
}

const nothing: FirstPage = { items: [], total: 0, isUncounted: false };

async function firstPage(list: List, window: Window, gong: Gong, signal: AbortSignal): Promise<FirstPage> {
  for await (const page of pagesOf(list, window, gong, signal)) {
    const { items, dropped, isLast } = page;
    const came = items.length + dropped;
    const total = isLast ? came : Math.max(page.total ?? 0, came);
    return { items, total, isUncounted: !isLast && total === came };
  }
  return nothing;
}

function lengthOf({ from, to }: Range): number {
  return to - from;
}

function isWithin(inner: Range, outer: Range): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}
