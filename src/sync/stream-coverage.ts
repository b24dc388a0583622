import { DAY, HOUR, startOfSecond, type Instant } from '../base/instant.ts';
import type { CallFilters } from '../streams/call-filters.ts';
import type { KnownDays, Range } from '../streams/list.ts';
import { Coverage } from './coverage.ts';
import { writeState, type SavedState } from './saved-state.ts';

/** What is about to leave the look-back may not be read again before it has. */
const LAST_READING_MS = DAY;

/**
 * How long it is believed that there is nothing at all in a stream: its credentials may not have been allowed to see it, and
 * what they see later is as old as it is.
 */
const EMPTY_MS = DAY - HOUR / 2;

/** Without a look-back: how old days have to be for it to be believed that nobody did anything on them. */
const QUIET_MS = 7 * DAY;

/** A list that files calls by another of their times differs by hardly more than this at the borders of what was read. */
const FILING_DIFFERENCE_MS = DAY;

/** A day ends so much later in one place on earth than in another. */
const ZONE_DIFFERENCE_MS = 26 * HOUR;

export interface StreamCoverageOptions {
  readonly saved: SavedState | undefined;
  /** From the beginning of history, as config and state have it, to the start of the sync. */
  readonly range: Range;
  readonly lookbackMs: number;
  /** A full refresh repeats nothing that its state covers. */
  readonly isFullRefresh: boolean;
  /** Whether its list cannot be cut, and is read whole in each sync. */
  readonly isWhole: boolean;
  /** Only for a list by days of the company, where a quiet stretch is nothing to wonder at: what was read stays read. */
  readonly days?: KnownDays | undefined;
  /** Only for a stream that may be fed by one list or another. */
  readonly list: string | undefined;
  /** What the config lets through of it. */
  readonly filters?: Partial<CallFilters> | undefined;
}

/** What one stream has read so far, what it has to read in this sync, and what its state says of that. */
export class StreamCoverage {
  readonly #options: StreamCoverageOptions;
  #list: string | undefined;
  #coverage: Coverage;
  /** What this sync has read. */
  #read = new Coverage();
  #newest: Instant;
  #ownListUntil: Instant | undefined;
  /** Whether nothing has been seen in this sync or the ones before. */
  #isEmpty: boolean;

  constructor(options: StreamCoverageOptions) {
    const { saved, list, range, days } = options;
    this.#options = options;
    this.#isEmpty = days === undefined && (saved?.isEmpty ?? true);
    // A clock that was ahead, or a hand: nothing has been read of what lies in the future.
    this.#coverage = (saved?.coverage ?? new Coverage()).upTo(range.to);
    if (this.#isEmpty) this.#coverage = this.#coverage.readSince(range.to - EMPTY_MS);
    this.#newest = this.#coverage.stretches.at(-1)?.to ?? -Infinity;
    this.#list = list;
    if (list === 'calls') this.#ownListUntil = saved?.ownListUntil;
    if (saved === undefined) return;
    const isFiledOtherwise = list !== undefined && (saved.list ?? 'calls') !== list;
    // A full refresh says that it has read all, also what is published later.
    const isAhead = saved.isFullRefresh && !options.isFullRefresh && options.lookbackMs === 0;
    if (isFiledOtherwise || isAhead) this.#readLastAgain();
    if (days?.timeZone !== undefined && days.timeZone !== saved.timeZone)
      this.#coverage = this.#coverage.withStaleBorders(ZONE_DIFFERENCE_MS, range.from);
  }

  /** What this sync has to read, the newest first. */
  get toRead(): Range[] {
    const { range, lookbackMs, isFullRefresh, isWhole, days } = this.#options;
    if (isWhole) return [range];
    if (isFullRefresh) return this.#coverage.unread(range);
    return this.#coverage.toRead(range, lookbackMs, days !== undefined);
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
    this.#coverage = this.#coverage.add(stretch);
    this.#read = this.#read.add(stretch);
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
    this.#coverage = this.#coverage.withStaleBorders(FILING_DIFFERENCE_MS, this.#options.range.from);
    return this.#read;
  }

  /** The range has to be read again. */
  forget(range: Range): void {
    this.#coverage = this.#coverage.stale(range);
  }

  /** Undefined where nothing is covered yet. */
  toState(cursorField: string): object | undefined {
    const { range, lookbackMs, isFullRefresh, days } = this.#options;
    // Nothing goes back behind the state then, and what is published late is behind it: no further than was seen.
    // The state of a full refresh is for its next attempt alone, which must not repeat the newest records.
    const isCutBack = lookbackMs === 0 && !isFullRefresh;
    const seen = Math.max(this.#newest, days === undefined ? -Infinity : range.to - QUIET_MS);
    const coverage = isCutBack ? this.#coverage.upTo(seen) : this.#coverage;
    if (coverage.stretches.length === 0) return undefined;
    return writeState(cursorField, {
      coverage,
      begin: range.from,
      lookbackMs,
      list: this.#list,
      ownListUntil: this.#ownListUntil,
      filters: this.#options.filters,
      isFullRefresh,
      isEmpty: this.#isEmpty,
      days: this.#options.days,
    });
  }

  #readLastAgain(): void {
    const { range, lookbackMs } = this.#options;
    const again = { from: range.to - Math.max(lookbackMs, FILING_DIFFERENCE_MS), to: range.to };
    this.#coverage = this.#coverage.withStaleBorders(FILING_DIFFERENCE_MS, range.from).stale(again);
  }
}
