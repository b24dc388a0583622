import { hash } from 'node:crypto';

/** What tells an item from all others of its stream, in two numbers of 32 bits. */
export interface ItemKey {
  readonly high: number;
  readonly low: number;
  /** Undefined where the numbers are the id itself. */
  readonly text: string | undefined;
}

/** Gong's ids are whole numbers of 64 bits; whatever else tells items apart is kept by its digest. */
const NUMBER = /^(?:0|[1-9]\d{0,19})$/;
const LARGEST = '18446744073709551615';

const scratch = Buffer.alloc(8);

export function itemKey(text: string): ItemKey {
  const isNumber = NUMBER.test(text) && (text.length < LARGEST.length || text <= LARGEST);
  if (isNumber) scratch.writeBigUInt64BE(BigInt(text));
  const bytes = isNumber ? scratch : hash('sha256', text, 'buffer');
  return {
    high: bytes.readUInt32BE(0),
    low: bytes.readUInt32BE(4),
    text: isNumber ? undefined : text,
  };
}

/** The id whose numbers these are. */
export function idOfKey({ high, low }: Pick<ItemKey, 'high' | 'low'>): string {
  scratch.writeUInt32BE(high, 0);
  scratch.writeUInt32BE(low, 4);
  return String(scratch.readBigUInt64BE(0));
}
