import type { Instant } from '../base/instant.ts';

/** What has come of one stream so far. */
export interface StreamProgress {
  readonly name: string;
  readonly records: number;
  /** By Gong's count; undefined where it gives none, or has not given it yet. */
  readonly expected: number | undefined;
  /** The latest moment of a record; -Infinity where none has come. */
  readonly newest: Instant;
  readonly requests: number;
  readonly ended: 'COMPLETE' | 'INCOMPLETE' | undefined;
  readonly privateLeftOut: number;
  /** What the config does not let through. */
  readonly filteredOut: number;
  readonly notYetThere: number;
  /** What differed from the schema. */
  readonly drift: readonly string[];
}

/** One stream, as the events of a sync change it. */
export class FollowedStream implements StreamProgress {
  readonly name: string;
  records = 0;
  expected: number | undefined;
  newest: Instant = -Infinity;
  requests = 0;
  ended: 'COMPLETE' | 'INCOMPLETE' | undefined;
  privateLeftOut = 0;
  filteredOut = 0;
  notYetThere = 0;
  readonly drift: string[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** Records of a page have come. */
  add(count: number, newest: Instant): void {
    this.records += count;
    this.newest = Math.max(this.newest, newest);
  }

  /** Records that are still to come; undefined while nobody knows. */
  get recordsLeft(): number | undefined {
    if (this.ended !== undefined) return 0;
    return this.expected === undefined ? undefined : Math.max(0, this.expected - this.records);
  }
}
