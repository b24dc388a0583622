/** A repeatable stream of choices; every record owns one, so records can be made in any order. */
export interface Random {
  /** At least 0, below 1. */
  next(): number;
  /** From low to high, both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

export function random(seed: number, kind: string, index: number): Random {
  return new SeededRandom(mix(seed, kind, index));
}

// A class and not closures: one is made for every block of every record.
class SeededRandom implements Random {
  private state: number;

  constructor(state: number) {
    this.state = state;
  }

  next(): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return scramble(this.state) / 0x1_0000_0000;
  }

  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return pickAt(items, Math.floor(this.next() * items.length));
  }
}

/** One number of [0, 1) that belongs to a kind and an index, without the cost of a stream. */
export function share(seed: number, kind: string, index: number): number {
  return scramble(mix(seed, kind, index) + 0x9e3779b9) / 0x1_0000_0000;
}

function pickAt<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

function mix(seed: number, kind: string, index: number): number {
  let value = Math.imul(seed, 0x85ebca6b) ^ 0x5bd1e995;
  for (let position = 0; position < kind.length; position += 1) {
    value = Math.imul(value ^ kind.charCodeAt(position), 0x01000193);
  }
  return scramble(value ^ scramble(index + 0x7f4a7c15));
}

function scramble(input: number): number {
  let value = input | 0;
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
  return (value ^ (value >>> 15)) >>> 0;
}
