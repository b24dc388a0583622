import { close, constants, createReadStream, fstat, open } from 'node:fs';
import { Socket } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';
import { promisify } from 'node:util';

/** No config, catalog or state comes near it; a pipe or a device could go on for ever. */
const MAX_BYTES = 256 * 2 ** 20;

/**
 * Reads a whole file or pipe. Rejects with the reason of the signal when that aborts first, also while nobody
 * writes to the pipe, and with Node's own error, which has a `code`, when it cannot be read.
 */
export async function readInputFile(path: string, signal: AbortSignal): Promise<Buffer> {
  // Opening a pipe waits for a writer, in a thread that nothing can stop and that the process would wait for at its end.
  const descriptor = await promisify(open)(path, constants.O_RDONLY | constants.O_NONBLOCK);
  let isPipe: boolean;
  try {
    isPipe = (await promisify(fstat)(descriptor)).isFIFO();
  } catch (error) {
    await promisify(close)(descriptor);
    throw error;
  }
  // Both close the descriptor at their end. A socket waits for a pipe without a thread, and its end comes only after a writer.
  const stream = isPipe
    ? new Socket({ fd: descriptor, readable: true, writable: false })
    : createReadStream('', { fd: descriptor });
  return await readInput(stream, signal);
}

/** Reads a stream to its end. Rejects as `readInputFile` does. */
export async function readInput(stream: Readable, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of addAbortSignal(signal, stream)) {
      if (!Buffer.isBuffer(chunk)) continue;
      size += chunk.length;
      if (size > MAX_BYTES) throw Object.assign(new Error('the file is too large'), { code: 'EFBIG' });
      chunks.push(chunk);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  return Buffer.concat(chunks);
}
