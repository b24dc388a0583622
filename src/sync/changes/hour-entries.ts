/** What is known of an entry in this sync alone. */
export const LISTED = 1;
export const REMOVED = 2;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The entries of an hour: in memory they are as compact as in a state, since there can be 20,000 for each of many streams, and
 * most hours of a state are never opened.
 */
export class HourEntries {
  readonly #width: number;
  #text: string | undefined;
  #bytes: Buffer | undefined;
  #flags = new Uint8Array(0);
  #count: number;

  /** `text` is that of a state. */
  constructor(width: number, text = '') {
    this.#width = width;
    this.#text = text;
    this.#count = Buffer.byteLength(text, 'base64') / width;
  }

  /** Whether the text holds whole entries. */
  static isWhole(text: string, width: number): boolean {
    return text.length % 4 === 0 && BASE64.test(text) && Buffer.byteLength(text, 'base64') % width === 0;
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): Buffer {
    this.#bytes ??= Buffer.from(this.#text ?? '', 'base64');
    return this.#bytes;
  }

  /** As a state has it. */
  get text(): string {
    this.#text ??= this.#pack().toString('base64');
    return this.#text;
  }

  flagsOf(index: number): number {
    return this.#flags[index] ?? 0;
  }

  setFlag(index: number, flag: number): void {
    if (this.#flags.length < this.#count) {
      const longer = new Uint8Array(2 * this.#count);
      longer.set(this.#flags);
      this.#flags = longer;
    }
    this.#flags[index] = this.flagsOf(index) | flag;
  }

  /** What it says is no more what the text says. */
  noteChange(): void {
    // Before the text is lost.
    void this.bytes;
    this.#text = undefined;
  }

  /** Returns where a new entry stands. */
  add(): number {
    const { bytes } = this;
    const start = this.#count * this.#width;
    if (start + this.#width > bytes.length) {
      this.#bytes = Buffer.concat([bytes, Buffer.alloc(Math.max(8 * this.#width, start))]);
    }
    this.#count += 1;
    this.#text = undefined;
    return start;
  }

  #pack(): Buffer {
    const { bytes } = this;
    const entries: Buffer[] = [];
    for (let index = 0; index < this.#count; index += 1) {
      const at = index * this.#width;
      if ((this.flagsOf(index) & REMOVED) === 0) entries.push(bytes.subarray(at, at + this.#width));
    }
    return Buffer.concat(entries);
  }
}
