import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { TransientError } from '../base/errors.ts';
import { errorCodeOf } from './file-system.ts';
import { shownDirectory } from './write-failure.ts';

/** open(2) of macOS and the BSDs takes a lock on the file with it. Node has no name for it. */
const O_EXLOCK = 0x20;

/** What the operating system says of a lock that another process has. */
const TAKEN: ReadonlySet<string | undefined> = new Set(['EADDRINUSE', 'EAGAIN', 'EWOULDBLOCK']);

/**
 * Locks a directory for one sync. The lock belongs to the process, so that the operating system takes it away with it,
 * however that ends; there is nothing on the disk that a crash could leave behind.
 *
 * It does not reach beyond one system: two machines, or two containers, that share a volume do not see each other's.
 */
export async function lockDirectory(path: string): Promise<AsyncDisposable> {
  // Not by its path, of which a directory may have several.
  const { dev, ino } = await stat(path, { bigint: true });
  const name = `source-gong-${dev}-${ino}`;
  try {
    // A name in the abstract namespace, which is no file.
    if (platform() === 'linux') return await listen(`\0${name}`);
    if (platform() === 'win32') return await listen(`\\\\.\\pipe\\${name}`);
    return await lockFile(join(path, '.lock'));
  } catch (cause) {
    if (!TAKEN.has(errorCodeOf(cause))) throw cause;
    throw new TransientError(
      `${shownDirectory(path)} is in use: another sync writes to it. Wait for its end, or name another directory with --to.`,
      { cause },
    );
  }
}

/** Only one process can listen at a name. Nobody has anything to say there. */
async function listen(path: string): Promise<AsyncDisposable> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  server.unref();
  return {
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

async function lockFile(path: string): Promise<AsyncDisposable> {
  const { O_RDWR, O_CREAT, O_NONBLOCK } = constants;
  const file = await open(path, O_RDWR | O_CREAT | O_NONBLOCK | O_EXLOCK);
  return { [Symbol.asyncDispose]: () => file.close() };
}
