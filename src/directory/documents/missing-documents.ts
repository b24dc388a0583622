import { join } from 'node:path';
import { ConfigError } from '../../base/errors.ts';
import { isJsonObject, type JsonObject } from '../../base/json-object.ts';
import { isCompressedName, isFileName } from '../directory-state.ts';
import { namesIn, sizeOf } from '../file-system.ts';
import { readLines } from '../read-lines.ts';
import type { StateStore } from '../state-store.ts';
import type { DocumentFiles } from './document-files.ts';
import { DOCUMENTS_FOLDER, DOCUMENTS_STREAM } from './names.ts';

/** Records that are held at the same time. */
const BATCH = 50;

/**
 * Writes the documents of records that syncs without documents have read: no later sync brings those records again.
 */
export async function writeMissingDocuments(
  { root, state }: StateStore,
  documents: DocumentFiles,
  signal: AbortSignal,
): Promise<void> {
  const isThere = (await sizeOf(join(root, DOCUMENTS_FOLDER))) !== undefined;
  const through = isThere ? (state.documentsThrough ?? '') : '';
  const names = (await namesIn(join(root, DOCUMENTS_STREAM))).filter((name) => isFileName(name));
  const missing = names.filter((name) => name > through).toSorted();
  for (const name of missing) {
    const path = join(root, DOCUMENTS_STREAM, name);
    let number = 0;
    let batch: JsonObject[] = [];
    for await (const line of readLines(path, isCompressedName(name), signal)) {
      number += 1;
      batch.push(recordOf(line, `Line ${number} of ${path}`));
      if (batch.length < BATCH) continue;
      await documents.write(batch);
      batch = [];
    }
    await documents.write(batch);
  }
}

/** Notes that there is a document of each record that has been read. */
export async function noteDocuments(store: StateStore): Promise<void> {
  const documentsThrough = store.state.entries.get(DOCUMENTS_STREAM)?.sync.file;
  if (documentsThrough === store.state.documentsThrough) return;
  await store.save({ ...store.state, documentsThrough });
}

function recordOf(line: string, place: string): JsonObject {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    // It is told below.
  }
  if (isJsonObject(record)) return record;
  throw new ConfigError(
    `${place} is no JSON object, so it was changed by other hands than this command's. Put the file back as it was, or read the stream anew with --full.`,
  );
}
