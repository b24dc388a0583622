import { FINGERPRINT_BYTES } from './fingerprint.ts';

/** What is kept of each item beside its key and fingerprint. */
export interface SeenForm {
  /** Its place in the hour by which it is kept, in microseconds. */
  readonly hasTime: boolean;
  /** A byte that tells most changes of what it is looked up by. */
  readonly hasHint: boolean;
  /** How many rows came of it. */
  readonly hasRows: boolean;
}

const KEY_BYTES = 8;

/** What two bytes hold: as many rows, or more. */
export const MOST_ROWS = 0xffff;

/** Where the fields of an entry stand. */
export class EntryLayout {
  readonly time: number;
  readonly fingerprint: number;
  readonly hint: number;
  readonly rows: number;
  /** Of an entry in a state. */
  readonly width: number;

  constructor({ hasTime, hasHint, hasRows }: SeenForm) {
    this.time = KEY_BYTES;
    this.fingerprint = this.time + (hasTime ? 4 : 0);
    this.hint = this.fingerprint + FINGERPRINT_BYTES;
    this.rows = this.hint + (hasHint ? 1 : 0);
    this.width = this.rows + (hasRows ? 2 : 0);
  }
}
