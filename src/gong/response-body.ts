import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';

/** The code of the error of a body that is too large. */
export const RESPONSE_TOO_LARGE = 'RESPONSE_TOO_LARGE';

/** Decompressed in few pieces: a page has from a hundred kilobytes to some megabytes. */
const CHUNK_BYTES = 256 * 1024;

const decompressGzip = promisify(gunzip);
const decompressBrotli = promisify(brotliDecompress);

type Decoder = (body: Buffer, maxBytes: number) => Promise<Buffer>;

const decodeGzip: Decoder = (body, maxOutputLength) =>
  decompressGzip(body, { chunkSize: CHUNK_BYTES, maxOutputLength });

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: decodeGzip,
  'x-gzip': decodeGzip,
  br: (body, maxOutputLength) => decompressBrotli(body, { chunkSize: CHUNK_BYTES, maxOutputLength }),
};

/**
 * Reads a body as a text. Rejects with the error of the connection or of the decompression. A body that has more than
 * `maxBytes`, as it comes or decompressed, rejects as soon as that shows: a small one can hold gigabytes.
 */
export async function readBody(
  chunks: AsyncIterable<unknown>,
  encoding: string,
  maxBytes: number,
): Promise<string> {
  const raw = await gather(chunks, maxBytes);
  const decode = DECODERS[encoding];
  if (decode === undefined) return raw.toString('utf8');
  const decoded = await decode(raw, maxBytes).catch((error: unknown) => {
    throw hasCode(error, 'ERR_BUFFER_TOO_LARGE') ? tooLarge(maxBytes) : error;
  });
  return decoded.toString('utf8');
}

async function gather(chunks: AsyncIterable<unknown>, maxBytes: number): Promise<Buffer> {
  const gathered: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    gathered.push(chunk);
  }
  return Buffer.concat(gathered, bytes);
}

function tooLarge(maxBytes: number): Error {
  return Object.assign(new Error(`a response of more than ${maxBytes} bytes`), { code: RESPONSE_TOO_LARGE });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
