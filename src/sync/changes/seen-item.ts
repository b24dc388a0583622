import type { EntryLayout, SeenForm } from './entry-layout.ts';
import {
  FINGERPRINT_BYTES,
  MOST_FINGERPRINTS,
  UNKNOWN_FINGERPRINT,
  type Fingerprint,
} from './fingerprint.ts';
import { LISTED, REMOVED, type HourEntries } from './hour-entries.ts';
import type { ItemKey } from './item-key.ts';

/** One item of which something has gone out. */
export class SeenItem {
  readonly hour: string;
  readonly #form: SeenForm;
  readonly #layout: EntryLayout;
  readonly #entries: HourEntries;
  readonly #index: number;

  constructor(form: SeenForm, layout: EntryLayout, hour: string, entries: HourEntries, index: number) {
    this.hour = hour;
    this.#form = form;
    this.#layout = layout;
    this.#entries = entries;
    this.#index = index;
  }

  get key(): ItemKey {
    const { bytes } = this.#entries;
    const at = this.#at;
    return { high: bytes.readUInt32BE(at), low: bytes.readUInt32BE(at + 4), text: undefined };
  }

  /** Microseconds into its hour. */
  get time(): number {
    return this.#form.hasTime ? this.#entries.bytes.readUInt32BE(this.#at + this.#layout.time) : 0;
  }

  get milliseconds(): number {
    return Math.floor(this.time / 1_000);
  }

  get rows(): number {
    return this.#form.hasRows ? this.#entries.bytes.readUInt16BE(this.#at + this.#layout.rows) : 0;
  }

  get hint(): number {
    return this.#form.hasHint ? this.#entries.bytes.readUInt8(this.#at + this.#layout.hint) : 0;
  }

  get isKnown(): boolean {
    return this.#fingerprint !== UNKNOWN_FINGERPRINT;
  }

  /** Whether it was missing together with too much else for that to be believed. */
  get isDisbelieved(): boolean {
    return this.#bits >= MOST_FINGERPRINTS;
  }

  set isDisbelieved(isSo: boolean) {
    if (isSo !== this.isDisbelieved) this.#bits = this.#fingerprint + (isSo ? MOST_FINGERPRINTS : 0);
  }

  /** Whether this sync's lists hold it. */
  get isListed(): boolean {
    return (this.#entries.flagsOf(this.#index) & LISTED) !== 0;
  }

  get isRemoved(): boolean {
    return (this.#entries.flagsOf(this.#index) & REMOVED) !== 0;
  }

  /** Whether it went out with this content last. */
  has(fingerprint: Fingerprint): boolean {
    return this.isKnown && this.#fingerprint === fingerprint;
  }

  markListed(): void {
    this.#entries.setFlag(this.#index, LISTED);
  }

  /** From now on nobody can say in which version it went out last. */
  forgetFingerprint(): void {
    this.#bits = UNKNOWN_FINGERPRINT;
  }

  remove(): void {
    this.#entries.noteChange();
    this.#entries.setFlag(this.#index, REMOVED);
  }

  get #at(): number {
    return this.#index * this.#layout.width;
  }

  get #fingerprint(): Fingerprint {
    return this.#bits % MOST_FINGERPRINTS;
  }

  /** The fingerprint, and above it whether it is disbelieved that the item is gone. */
  get #bits(): number {
    return this.#entries.bytes.readUIntBE(this.#at + this.#layout.fingerprint, FINGERPRINT_BYTES);
  }

  set #bits(bits: number) {
    this.#entries.noteChange();
    this.#entries.bytes.writeUIntBE(bits, this.#at + this.#layout.fingerprint, FINGERPRINT_BYTES);
  }
}
