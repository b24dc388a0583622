import { open } from 'node:fs/promises';
import { PART } from '../file-system.ts';
import { fileIdOf, idInName } from './document-place.ts';

/** How every document begins. */
const HEAD = /^---\ncall_id: (".*")\n/;

/** Ids are much shorter. */
const HEAD_BYTES = 512;

/** Whether a file is the document of a call, whole or half written: notes of somebody's own can have the same form of name. */
export async function isDocument(path: string, name: string): Promise<boolean> {
  if (name.endsWith(PART)) return idInName(name.slice(0, -PART.length)) !== undefined;
  const id = idInName(name);
  if (id === undefined) return false;
  const callId = callIdIn(await headOf(path));
  return callId !== undefined && fileIdOf(callId) === id;
}

function callIdIn(head: string): string | undefined {
  const quoted = HEAD.exec(head)?.[1];
  if (quoted === undefined) return undefined;
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

async function headOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
