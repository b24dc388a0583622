import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { descriptorSink } from '../../src/protocol/sink.ts';

const folder = mkdtempSync(join(tmpdir(), 'sink-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a text arrives whole when the write has settled', async () => {
  const path = join(folder, 'file');
  const descriptor = openSync(path, 'w');
  const write = descriptorSink(descriptor);
  await write(Buffer.from('one\n'));
  await write(Buffer.from(''));
  await write(Buffer.from(`ü\u2028${'x'.repeat(300_000)}\n`));
  expect(readFileSync(path, 'utf8')).toBe(`one\nü\u2028${'x'.repeat(300_000)}\n`);
  closeSync(descriptor);
});

test('a descriptor that is closed rejects', async () => {
  const descriptor = openSync(join(folder, 'closed'), 'w');
  closeSync(descriptor);
  await expect(descriptorSink(descriptor)(Buffer.from('lost'))).rejects.toMatchObject({ code: 'EBADF' });
});

test.runIf(existsSync('/dev/full'))('a full disk rejects', async () => {
  const descriptor = openSync('/dev/full', 'w');
  await expect(descriptorSink(descriptor)(Buffer.from('lost'))).rejects.toMatchObject({ code: 'ENOSPC' });
  closeSync(descriptor);
});

test.skipIf(process.platform === 'win32')('a full pipe that does not block is waited for', async () => {
  const path = join(folder, 'pipe');
  execFileSync('/usr/bin/env', ['mkfifo', path]);
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const text = 'ü'.repeat(100_000);
  const writing = descriptorSink(descriptor)(Buffer.from(text)).then(() => 'written');
  // The pipe holds less than the text.
  expect(await Promise.race([writing, sleep(10, 'not yet')])).toBe('not yet');
  const [read] = await Promise.all([readAll(descriptor, 200_000), writing]);
  expect(read.toString()).toBe(text);
  closeSync(descriptor);
});

test.skipIf(process.platform === 'win32')('of a slow reader each page that it takes is noticed', async () => {
  const path = join(folder, 'slow');
  execFileSync('/usr/bin/env', ['mkfifo', path]);
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  let noticed = 0;
  const write = descriptorSink(descriptor, () => {
    noticed += 1;
  });
  const writing = write(Buffer.alloc(200_000));
  await sleep(10);
  const page = Buffer.alloc(4 * 1024);
  const counts: number[] = [];
  for (let pages = 0; pages < 8; pages += 1) {
    readSync(descriptor, page);
    await sleep(5);
    counts.push(noticed);
  }
  // The piece that was under way when the pipe was full may be longer.
  const later = counts.slice(4);
  expect(new Set(later).size).toBe(later.length);
  await Promise.all([readAll(descriptor, 200_000 - 8 * page.length), writing]);
  closeSync(descriptor);
});

async function readAll(descriptor: number, size: number): Promise<Buffer> {
  const chunk = Buffer.alloc(32 * 1024);
  let all = Buffer.alloc(0);
  while (all.length < size) {
    await turn();
    try {
      all = Buffer.concat([all, chunk.subarray(0, readSync(descriptor, chunk))]);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
  return all;
}
