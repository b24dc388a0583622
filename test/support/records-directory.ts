import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { JsonObject } from './airbyte-message.ts';

/** An empty directory for records, of its own, at a path that ends with this name. */
export function recordsDirectory(name = 'gong'): string {
  const directory = join(mkdtempSync(join(tmpdir(), 'source-gong-views-')), name);
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
