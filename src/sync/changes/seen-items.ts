import { EntryLayout, type SeenForm } from './entry-layout.ts';
import { FINGERPRINT_BYTES, type Fingerprint } from './fingerprint.ts';
import { HourEntries, LISTED } from './hour-entries.ts';
import type { ItemKey } from './item-key.ts';
import { SeenItem } from './seen-item.ts';

/** Bits that tell of most keys that no entry has them. */
const MARKS = 2 ** 18;

/** What is kept of an item that has gone out. */
export interface NewSeenItem {
  readonly key: ItemKey;
  readonly hour: string;
  readonly time: number;
  readonly fingerprint: Fingerprint;
  readonly hint: number;
  readonly rows: number;
}

/** Of which items of a stream something has gone out, and in which version. */
export class SeenItems {
  readonly form: SeenForm;
  readonly #layout: EntryLayout;
  readonly #hours = new Map<string, HourEntries>();
  #marks: Uint8Array | undefined;

  constructor(form: SeenForm) {
    this.form = form;
    this.#layout = new EntryLayout(form);
  }

  get size(): number {
    return [...this.#hours.values()].reduce((sum, { count }) => sum + count, 0);
  }

  get hours(): readonly string[] {
    return [...this.#hours.keys()];
  }

  /** Adds the entries of an hour as a state has them. Returns whether they are whole. */
  addText(name: string, text: string): boolean {
    const { width } = this.#layout;
    if (!HourEntries.isWhole(text, width)) return false;
    this.#hours.set(name, new HourEntries(width, text));
    this.#marks = undefined;
    return true;
  }

  /** The entries of an hour as a state has them. */
  textOf(name: string): string {
    return this.#hours.get(name)?.text ?? '';
  }

  /** An item mostly stays in its hour; where it does not, it is looked for in all of them. */
  find(key: ItemKey, name?: string): SeenItem | undefined {
    const found = name === undefined ? undefined : this.#findIn(name, key);
    if (found !== undefined || !this.#isMarked(key.low)) return found;
    for (const other of this.#hours.keys()) {
      const elsewhere = other === name ? undefined : this.#findIn(other, key);
      if (elsewhere !== undefined) return elsewhere;
    }
    return undefined;
  }

  /** Puts the item in the place of what was known of it. It is listed by now, and as much in doubt as it was. */
  put({ key, hour: name, time, fingerprint, hint, rows }: NewSeenItem): void {
    const known = this.find(key, name);
    known?.remove();
    const { form } = this;
    const { width, ...at } = this.#layout;
    const hour = this.#hours.get(name) ?? new HourEntries(width);
    this.#hours.set(name, hour);
    const start = hour.add();
    const { bytes } = hour;
    bytes.writeUInt32BE(key.high, start);
    bytes.writeUInt32BE(key.low, start + 4);
    if (form.hasTime) bytes.writeUInt32BE(time, start + at.time);
    bytes.writeUIntBE(fingerprint, start + at.fingerprint, FINGERPRINT_BYTES);
    if (form.hasHint) bytes.writeUInt8(hint, start + at.hint);
    if (form.hasRows) bytes.writeUInt16BE(rows, start + at.rows);
    hour.setFlag(hour.count - 1, LISTED);
    this.#itemAt(name, hour, hour.count - 1).isDisbelieved = known?.isDisbelieved === true;
    if (this.#marks !== undefined) mark(this.#marks, key.low);
  }

  dropHour(name: string): void {
    this.#hours.delete(name);
  }

  *[Symbol.iterator](): Generator<SeenItem, void, void> {
    for (const name of this.hours) yield* this.itemsOf(name);
  }

  *itemsOf(name: string): Generator<SeenItem, void, void> {
    const hour = this.#hours.get(name);
    for (let index = 0; index < (hour?.count ?? 0); index += 1) {
      if (hour === undefined) return;
      const item = this.#itemAt(name, hour, index);
      if (!item.isRemoved) yield item;
    }
  }

  /** Made when a key is looked for that is not where it should be: then all hours are opened. */
  #isMarked(low: number): boolean {
    if (this.#marks === undefined) {
      this.#marks = new Uint8Array(MARKS / 8);
      for (const { key } of this) mark(this.#marks, key.low);
    }
    const place = low % MARKS;
    return ((this.#marks[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
  }

  #itemAt(name: string, hour: HourEntries, index: number): SeenItem {
    return new SeenItem(this.form, this.#layout, name, hour, index);
  }

  #findIn(name: string, key: ItemKey): SeenItem | undefined {
    const hour = this.#hours.get(name);
    if (hour === undefined) return undefined;
    const { bytes, count } = hour;
    const { width } = this.#layout;
    for (let index = 0, at = 0; index < count; index += 1, at += width) {
      if (bytes.readUInt32BE(at + 4) !== key.low || bytes.readUInt32BE(at) !== key.high) continue;
      const item = this.#itemAt(name, hour, index);
      if (!item.isRemoved) return item;
    }
    return undefined;
  }
}

function mark(marks: Uint8Array, low: number): void {
  const place = low % MARKS;
  marks[place >> 3] = (marks[place >> 3] ?? 0) | (1 << (place & 7));
}
