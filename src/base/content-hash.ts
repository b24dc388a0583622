import { isJsonObject } from './json-object.ts';

/** Odd factors with about as many ones as zeros, as hashes of their kind take. */
const FACTORS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f] as const;

/** What a hash of each kind of value begins with. */
const SEEDS = { text: 0x1, number: 0x2, boolean: 0x3, nothing: 0x4, list: 0x5, object: 0x6 } as const;

/** Fields have a few names. */
const MOST_NAMES = 10_000;

/**
 * Hashes JSON by its content: 64 bits in two halves that are mixed apart. The order of an object's fields does not count, and
 * null is as good as absent. It is for telling one content from another, not for secrets. A cryptographic digest takes a text in
 * one order first, which takes several times as long, and that for each record of a sync.
 */
export class ContentHash {
  /** Of the value that was hashed last. Each step of a half can be undone, so that no two values of one length share it. */
  #one = 0;
  #other = 0;
  /** Numbers of thirty bits, which a map keeps without an object for each. */
  readonly #names = new Map<string, number>();

  /** Returns the two halves. Throws where the value is nested too deep. */
  of(value: unknown): readonly [number, number] {
    this.#value(value);
    this.#finish();
    return [this.#one >>> 0, this.#other >>> 0];
  }

  #value(value: unknown): void {
    if (typeof value === 'string') this.#text(value, SEEDS.text);
    else if (typeof value === 'number') this.#number(value);
    else if (Array.isArray(value)) this.#list(value);
    else if (isJsonObject(value)) this.#object(value);
    else if (typeof value === 'boolean') this.#text(String(value), SEEDS.boolean);
    else this.#text('', SEEDS.nothing);
  }

  #text(text: string, seed: number): void {
    let one = seed;
    let other = ~seed;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      one = Math.imul(one ^ code, FACTORS[0]);
      one ^= one >>> 15;
      other = Math.imul(other ^ code, FACTORS[1]);
      other ^= other >>> 13;
    }
    this.#one = one ^ text.length;
    this.#other = other ^ text.length;
  }

  #number(value: number): void {
    if (value !== (value | 0)) {
      this.#text(String(value), SEEDS.number);
      return;
    }
    // Mostly milliseconds, seconds and counts.
    this.#one = Math.imul(value ^ SEEDS.number, FACTORS[0]);
    this.#other = Math.imul(value, FACTORS[1]) ^ SEEDS.number;
  }

  #list(list: readonly unknown[]): void {
    let one: number = SEEDS.list;
    let other = ~SEEDS.list;
    for (const value of list) {
      this.#value(value);
      one = Math.imul(one ^ this.#one, FACTORS[0]);
      one ^= one >>> 15;
      other = Math.imul(other ^ this.#other, FACTORS[1]);
      other ^= other >>> 13;
    }
    this.#one = one ^ list.length;
    this.#other = other ^ list.length;
  }

  /** The sum of its fields, each with its name. */
  #object(object: Readonly<Record<string, unknown>>): void {
    let one: number = SEEDS.object;
    let other = ~SEEDS.object;
    for (const name in object) {
      const value = object[name];
      if (value === undefined || value === null) continue;
      this.#value(value);
      const named = this.#nameOf(name);
      this.#one ^= Math.imul(named, FACTORS[2]);
      this.#other ^= Math.imul(named, FACTORS[3]);
      this.#finish();
      one = (one + this.#one) | 0;
      other = (other + this.#other) | 0;
    }
    this.#one = one;
    this.#other = other;
  }

  #nameOf(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const [one, other] = [this.#one, this.#other];
    this.#text(name, SEEDS.text);
    this.#finish();
    const made = this.#one >>> 2;
    [this.#one, this.#other] = [one, other];
    if (this.#names.size < MOST_NAMES) this.#names.set(name, made);
    return made;
  }

  /** Lets each bit of both halves change each bit of both. */
  #finish(): void {
    const [one, other] = [this.#one, this.#other];
    let first = Math.imul(one ^ (one >>> 16), FACTORS[1]) ^ Math.imul(other ^ (other >>> 13), FACTORS[2]);
    let second = Math.imul(other ^ (other >>> 16), FACTORS[1]) ^ Math.imul(one ^ (one >>> 13), FACTORS[2]);
    first = Math.imul(first ^ (first >>> 16), FACTORS[2]);
    second = Math.imul(second ^ (second >>> 16), FACTORS[2]);
    this.#one = first ^ (first >>> 13);
    this.#other = second ^ (second >>> 13);
  }
}
