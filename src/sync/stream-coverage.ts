import { DAY, startOfSecond, type Instant } from '../base/instant.ts';
import type { CallFilters } from '../streams/call-filters.ts';
import type { Range } from '../streams/list.ts';
import { Coverage } from './coverage.ts';
import type { Stretch } from './stretch.ts';
import { lastReadings } from './last-readings.ts';
import type { SavedPrivateCalls } from './saved-private-calls.ts';
import { writeState, type SavedState } from './saved-state.ts';
import {
  asFiledOtherwise,
  FILING_DIFFERENCE_MS,
  trustedCoverage,
  type ReadingOfToday,
} from './trusted-coverage.ts';

/** What is about to leave the look-back may not be read again before it has. */
const LAST_READING_MS = DAY;

/** Without a look-back: how old days have to be for it to be believed that nobody did anything on them. */
const QUIET_MS = 7 * DAY;

/** What is read again every day is read no deeper than this. */
const DAILY_MS = 7 * DAY;

export interface StreamCoverageOptions extends ReadingOfToday {
  readonly saved: SavedState | undefined;
  /** Whether its list cannot be cut, and is read whole in each sync. */
  readonly isWhole: boolean;
  /** What the config lets through of it. */
  readonly filters?: Partial<CallFilters> | undefined;
  /** What its states say of private calls, where it may have some. */
  readonly privateCalls?: SavedPrivateCalls | undefined;
  /** What is looked for once more by itself, wherever it was read. */
  readonly toReadAgain?: readonly Range[];
}

/** What one stream has read so far, what it has to read in this sync, and what its state says of that. */
export class StreamCoverage {
  /** Whether this sync reads all that is read again from day to day. */
  readonly isDeep: boolean;
  readonly #options: StreamCoverageOptions;
  #list: string | undefined;
  #coverage: Coverage;
  /** What this sync has read. */
  #read = new Coverage();
  #newest: Instant;
  #ownListUntil: Instant | undefined;
  /** Whether nothing has been seen in this sync or the ones before. */
  #isEmpty: boolean;
  /** What is read for the last time, as it was read before; as long as it is not known what is missing in it. */
  #unchecked: readonly Stretch[] = [];
  /** Up to when private calls were read: as long as those have not been looked for, up to this sync. */
  #privateUntil: Instant | undefined;

  constructor(options: StreamCoverageOptions) {
    const { saved, list, range, days, isWhole, privateCalls } = options;
    this.#options = options;
    this.#isEmpty = days === undefined && (saved?.isEmpty ?? true);
    this.#coverage = trustedCoverage(saved, this.#isEmpty, options);
    this.#newest = this.#coverage.stretches.at(-1)?.to ?? -Infinity;
    this.#list = list;
    this.#privateUntil = privateCalls?.until && range.to;
    if (list === 'calls') this.#ownListUntil = saved?.ownListUntil;
    // Now, as it is not known any more once the sync has begun to read.
    this.isDeep = isWhole || without(this.#daily, this.#due).length === 0;
  }

  /** What this sync has to read, the newest first. */
  get toRead(): Range[] {
    const { range, isFullRefresh, isWhole, toReadAgain = [] } = this.#options;
    if (isWhole) return [range];
    if (isFullRefresh) return this.#coverage.unread(range);
    const due = this.#due;
    const beside = toReadAgain.flatMap((again) => without(again, due));
    return [...due, ...beside].toSorted((one, other) => other.from - one.from);
  }

  /** What is read again from day to day. */
  get #daily(): Range {
    const { range, lookbackMs } = this.#options;
    return { from: Math.max(range.from, range.to - Math.min(lookbackMs, DAILY_MS)), to: range.to };
  }

  get #due(): Range[] {
    const { range, lookbackMs, days } = this.#options;
    return this.#coverage.toRead(range, lookbackMs, days !== undefined);
  }

  /** Whether this sync has read the moment. */
  hasRead(moment: Instant): boolean {
    return this.#options.isWhole || this.#read.covers(moment);
  }

  /** When all was read last that is read again from day to day. */
  get lastDeepRead(): Instant {
    const daily = this.#daily;
    if (this.#coverage.gaps(daily).length > 0) return -Infinity;
    const read = this.#coverage.stretches.filter(({ from, to }) => from < daily.to && to > daily.from);
    return Math.min(...read.map(({ readAt }) => readAt));
  }

  /** Whether it has read any of the range. */
  hasReadIn(range: Range): boolean {
    return (
      this.#options.isWhole || this.#read.stretches.some(({ from, to }) => from < range.to && to > range.from)
    );
  }

  /** Whether no later sync reads again what lies between these moments. */
  isFinished(range: Range): boolean {
    const { lookbackMs, range: whole } = this.#options;
    return this.#coverage.stretches.some(
      ({ from, to, readAt }) =>
        from <= range.from &&
        to >= range.to &&
        // A clock that was ahead makes nothing older than it is.
        Math.min(readAt, whole.to) - lookbackMs >= range.to,
    );
  }

  /**
   * Until `noteChecked` states say of what is read for the last time that it is still to be read: were the sync to break off
   * before it has looked for what is missing, nothing would look for it again.
   */
  awaitCheck(): void {
    const { range, lookbackMs } = this.#options;
    this.#unchecked = lastReadings(this.#coverage, range.to, lookbackMs);
  }

  /** Returns whether states say something else from now on. */
  noteChecked(): boolean {
    const { until } = this.#options.privateCalls ?? {};
    const hadUnchecked = this.#unchecked.length > 0 || this.#privateUntil !== until;
    this.#unchecked = [];
    this.#privateUntil = until;
    return hadUnchecked;
  }

  /**
   * Whether a call of this moment may have gone out as a private one: unless later readings have left them out wherever a list may
   * file it.
   */
  mayHaveSentPrivate(moment: Instant): boolean {
    const { saved, privateCalls, range } = this.#options;
    const { until } = privateCalls ?? {};
    if (until === undefined) return false;
    const { stretches = [] } = saved?.coverage ?? {};
    const later = new Coverage(stretches.filter(({ readAt }) => readAt > until));
    const from = Math.max(moment - FILING_DIFFERENCE_MS, Math.min(range.from, moment));
    const to = Math.min(moment + FILING_DIFFERENCE_MS, stretches.at(-1)?.to ?? Infinity);
    return later.gaps({ from, to: Math.max(to, moment + 1) }).length > 0;
  }

  /** Whether later syncs read again what is as young as this moment. */
  isReadAgain(moment: Instant): boolean {
    const { lookbackMs, isFullRefresh, range } = this.#options;
    return !isFullRefresh && moment >= range.to - lookbackMs + LAST_READING_MS;
  }

  /** Whether this moment was read before. */
  covers(moment: Instant): boolean {
    return this.#coverage.covers(moment);
  }

  /** The range has been read to its end, for the moment at which the sync began. */
  add(range: Range): void {
    const stretch = { ...range, readAt: this.#options.range.to };
    this.#read = this.#read.add(stretch);
    // What is looked for by itself says nothing about what lies around it, of which there would be too many pieces.
    if (!this.#isBeside(range)) this.#coverage = this.#coverage.add(stretch);
  }

  /** The list has brought items. What was read when there seemed to be none is not believed any more. */
  noteItems(): void {
    if (this.#isEmpty) this.#coverage = this.#coverage.readSince(this.#options.range.to);
    this.#isEmpty = false;
  }

  /** A record of this moment has been seen. */
  noteNewest(moment: Instant): void {
    if (moment > this.#newest) this.#newest = startOfSecond(moment);
  }

  /**
   * From now on the stream's own list feeds it, in the syncs up to this moment as well. Returns what this sync has read of
   * the list that was shared.
   */
  changeToOwnList(list: string, until: Instant): Coverage {
    this.#list = list;
    this.#ownListUntil = until;
    this.#coverage = asFiledOtherwise(this.#coverage, this.#options.range.from);
    return this.#read;
  }

  /** The range has to be read again. */
  forget(range: Range): void {
    this.#coverage = this.#coverage.stale(range);
  }

  /** Undefined where nothing is covered yet, unless there is something else to say of the stream. */
  toState(cursorField: string, saysMore = false): object | undefined {
    const { range, lookbackMs, isFullRefresh, days, privateCalls } = this.#options;
    // Nothing goes back behind the state then, and what is published late is behind it: no further than was seen.
    // The state of a full refresh is for its next attempt alone, which must not repeat the newest records.
    const isCutBack = lookbackMs === 0 && !isFullRefresh;
    const seen = Math.max(this.#newest, days === undefined ? -Infinity : range.to - QUIET_MS);
    const read = isCutBack ? this.#coverage.upTo(seen) : this.#coverage;
    const coverage = this.#unchecked.reduce((rest, stretch) => rest.add(stretch), read);
    if (coverage.stretches.length === 0 && !saysMore) return undefined;
    return writeState(cursorField, {
      coverage,
      begin: range.from,
      lookbackMs,
      list: this.#list,
      ownListUntil: this.#ownListUntil,
      filters: this.#options.filters,
      privateCalls: privateCalls && { ...privateCalls, until: this.#privateUntil },
      isFullRefresh,
      isEmpty: this.#isEmpty,
      days: this.#options.days,
    });
  }

  #isBeside({ from, to }: Range): boolean {
    const { toReadAgain = [] } = this.#options;
    return (
      toReadAgain.some((again) => again.from <= from && again.to >= to) &&
      this.#coverage.gaps({ from, to }).length === 0
    );
  }
}

/** What of the range lies in none of the others. */
function without(range: Range, others: readonly Range[]): Range[] {
  return new Coverage(
    others.map((other) => ({ ...other, readAt: 0 })).toSorted((one, other) => one.from - other.from),
  ).gaps(range);
}
