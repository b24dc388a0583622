import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { JsonObject } from './airbyte-message.ts';

/** An empty directory for records, at a path that ends with this name, for as long as the test takes. */
export function recordsDirectory(name = 'gong'): string {
  const parent = mkdtempSync(join(tmpdir(), 'source-gong-views-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const directory = join(parent, name);
  mkdirSync(directory, { recursive: true });
  return directory;
}

/** Lays out records as `sync --to` does; a file whose name ends with .gz is compressed. */
export function writeRecords(
  directory: string,
  file: string,
  records: readonly JsonObject[],
  emittedAt = '2026-11-25T22:00:04.123Z',
): void {
  const lines = records
    .map((record) => `${JSON.stringify({ ...record, _emitted_at: emittedAt })}\n`)
    .join('');
  writeLines(directory, file, lines);
}

/** A file with this text, in the folder of a stream. */
export function writeLines(directory: string, file: string, text: string): void {
  const path = join(directory, file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, file.endsWith('.gz') ? gzipSync(text) : text);
}
