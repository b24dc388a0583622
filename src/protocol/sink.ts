import { fstatSync, write } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Sink } from '../base/line-writer.ts';

/** What a pipe takes at once, and frees at once when its reader goes on: a page of memory. */
const PIECE_BYTES = 4 * 1024;

/** To write so much costs hardly more than a page, and even a slow reader takes it in less time than one that has stopped is given. */
const LONG_PIECE_BYTES = 4 * PIECE_BYTES;

/**
 * Writes to a file descriptor and settles when every byte is in. `process.stdout` would do for a pipe, but on a
 * file it takes a write that was cut short by a full disk for a whole one. `onProgress` is called whenever the reader
 * has taken some of it.
 */
export function descriptorSink(descriptor: number, onProgress: () => void = () => {}): Sink {
  let writeSome: WriteSome | undefined;
  return async (bytes) => {
    writeSome ??= writerOf(descriptor);
    let rest = bytes;
    while (rest.length > 0) {
      const written = await writeSome(rest);
      if (written > 0) onProgress();
      rest = rest.subarray(written);
    }
  };
}

/** Writes the beginning of the bytes. Returns how many they were. */
type WriteSome = (bytes: Uint8Array) => Promise<number>;

function writerOf(descriptor: number): WriteSome {
  const status = fstatSync(descriptor);
  return status.isFIFO() || status.isSocket() ? pipeWriter(descriptor) : fileWriter(descriptor);
}

/** Waits for the reader without a thread, which would keep the process from ending while nobody reads. */
function pipeWriter(descriptor: number): WriteSome {
  const socket = new Socket({ fd: descriptor, readable: false, writable: true });
  // Each write has its own callback; without a listener the error would be thrown as well.
  socket.on('error', () => {});
  let pieceBytes = PIECE_BYTES;
  return (bytes) =>
    new Promise((resolve, reject) => {
      const piece = bytes.subarray(0, pieceBytes);
      socket.write(piece, (error) => {
        if (error) reject(error);
        else resolve(piece.length);
      });
      // Of a reader that is slower than we are, each page that it takes is to be noticed.
      pieceBytes = socket.writableLength === 0 ? LONG_PIECE_BYTES : PIECE_BYTES;
    });
}

/** A terminal that another process made non-blocking says so when it is full. */
const FULL_PAUSE_MS = 5;

function fileWriter(descriptor: number): WriteSome {
  const writeTo = promisify(write);
  return async (bytes) => {
    try {
      const { bytesWritten } = await writeTo(descriptor, bytes);
      return bytesWritten;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      await sleep(FULL_PAUSE_MS);
      return 0;
    }
  };
}
