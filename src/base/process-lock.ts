import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { errorCodeOf } from './error-code.ts';

/** open(2) of macOS and the BSDs takes a lock on the file with it. Node has no name for it. */
const O_EXLOCK = 0x20;

/** What the operating system says of a lock that another process has. */
const TAKEN: ReadonlySet<string | undefined> = new Set(['EADDRINUSE', 'EAGAIN', 'EWOULDBLOCK']);

/** What a lock is known by. */
export interface LockName {
  /** Among all that runs on this system. */
  readonly name: string;
  /** The file that is locked where a system knows no other way. It may be made, and stays. */
  readonly path: string;
}

/** A lock that another process has. */
export class LockTaken extends Error {}

/**
 * Takes a lock. It belongs to the process, so that the operating system takes it away with it, however that ends; a crash
 * leaves nothing locked. It does not reach beyond one system: two machines, or two containers, do not see each other's.
 */
export async function takeLock({ name, path }: LockName): Promise<AsyncDisposable> {
  try {
    // A name in the abstract namespace, which is no file.
    if (platform() === 'linux') return await listen(`\0${name}`);
    if (platform() === 'win32') return await listen(`\\\\.\\pipe\\${name}`);
    return await lockFile(path);
  } catch (cause) {
    if (TAKEN.has(errorCodeOf(cause))) throw new LockTaken('another process has it', { cause });
    throw cause;
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
