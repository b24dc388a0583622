import { share } from './random.ts';

/** Ids of one kind of record: unique texts of a fixed number of digits that lead back to the index. */
export interface IdSpace {
  encode(index: number): string;
  decode(id: string): number | undefined;
}

const multiplier = 0x2545f4914f6cdd1dn;

/**
 * Gong's ids have up to 20 digits, hence above 2^53. An odd multiplier modulo a power of two is one-to-one,
 * so no table of ids is kept.
 */
export function idSpace(seed: number, kind: string, digits: number, size: number): IdSpace {
  const base = 10n ** BigInt(digits - 1);
  const bits = BigInt(Math.min(62, Math.floor(Math.log2(9 * 10 ** (digits - 1)))));
  const mask = (1n << bits) - 1n;
  const shift = BigInt(Math.floor(share(seed, kind, 0) * 2 ** 32)) << (bits - 32n);
  const inverse = inverseOf(multiplier, mask);
  return {
    encode: (index) => String(base + ((BigInt(index) * multiplier + shift) & mask)),
    decode: (id) => {
      if (!/^\d{1,20}$/.test(id)) return undefined;
      const rest = BigInt(id) - base;
      if (rest < 0n || rest > mask) return undefined;
      const index = ((rest - shift) * inverse) & mask;
      return index < BigInt(size) ? Number(index) : undefined;
    },
  };
}

/** Newton's iteration: every round doubles the number of correct low bits. */
function inverseOf(odd: bigint, mask: bigint): bigint {
  let inverse = odd;
  for (let round = 0; round < 6; round += 1) inverse = (inverse * (2n - odd * inverse)) & mask;
  return inverse;
}
