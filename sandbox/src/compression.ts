import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { joinChecksums } from './checksum.ts';
import type { Encoding } from './encodings.ts';

/** A compressed text before which any other text can be put without compressing it again. */
export interface Packed {
  readonly encoding: Encoding;
  /** In shared memory, so that threads pass it on without a copy. */
  readonly bytes: Uint8Array;
  readonly plainLength: number;
  /** CRC-32 of the plain text; 0 where the encoding has none. */
  readonly checksum: number;
}

const worthwhile = 1024;
const { BROTLI_PARAM_QUALITY, BROTLI_OPERATION_FLUSH, Z_SYNC_FLUSH } = zlib.constants;
// Quality 1 never refers to Brotli's built-in dictionary, whose references would change with what is put before.
const params = { [BROTLI_PARAM_QUALITY]: 1 };
const brotliStart = zlib.brotliCompressSync(Buffer.alloc(0), { params, finishFlush: BROTLI_OPERATION_FLUSH });
const gzipStart = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 0xff]);
const deflate = promisify(zlib.deflateRaw);

/** Compresses a text with the encoding that was asked for, a short one not at all. */
export async function pack(text: string, wanted: Encoding): Promise<Packed> {
  const plain = Buffer.from(text);
  const encoding = plain.length < worthwhile ? 'identity' : wanted;
  const bytes = await compress(plain, encoding);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const checksum = encoding === 'gzip' ? zlib.crc32(plain) : 0;
  return { encoding, bytes: shared, plainLength: plain.length, checksum };
}

/** The pieces of one stream that unpacks to the head and the packed text after it. */
export function unite(head: string, packed: Packed): Uint8Array[] {
  const plain = Buffer.from(head);
  if (packed.encoding === 'br') return [brotliStart, ...stored(plain), packed.bytes];
  if (packed.encoding === 'identity') return [plain, packed.bytes];
  const { checksum, plainLength } = packed;
  const end = Buffer.alloc(8);
  end.writeUInt32LE(joinChecksums(zlib.crc32(plain), checksum, plainLength), 0);
  end.writeUInt32LE(plain.length + plainLength, 4);
  return [gzipStart, zlib.deflateRawSync(plain, { level: 1, finishFlush: Z_SYNC_FLUSH }), packed.bytes, end];
}

async function compress(plain: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'identity') return plain;
  if (encoding === 'gzip') return deflate(plain, { level: 1 });
  const stream = zlib.createBrotliCompress({ params, chunkSize: Math.max(worthwhile, plain.length >> 2) });
  // The flush ends the start of the stream at a byte, where something else can be put between.
  stream.flush();
  stream.end(plain);
  return (await buffer(stream)).subarray(brotliStart.length);
}

/** Brotli's uncompressed meta-blocks of up to 65,536 bytes: https://www.rfc-editor.org/rfc/rfc7932#section-9.2 */
function stored(plain: Buffer): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  for (let start = 0; start < plain.length; start += 65_536) {
    const block = plain.subarray(start, start + 65_536);
    const bits = ((block.length - 1) << 3) | (1 << 19);
    blocks.push(Buffer.from([bits & 0xff, (bits >> 8) & 0xff, bits >> 16]), block);
  }
  return blocks;
}
