import { createHash, createHmac } from 'node:crypto';
import { Failure } from './failure.ts';

/** What a cursor carries; its walk is told by where it began, what was asked and what was published then. */
export interface Cursor {
  readonly inputs: string;
  readonly page: number;
  /** Milliseconds since 1970 of the walk's first request: later cursors do not live longer. */
  readonly began: number;
  readonly publication: number;
  /** Tells cursors apart that lead to the same page; absent unless a fault gives several of them. */
  readonly turn?: number;
}

const signingKey = 'sandbox cursor';
const header = Buffer.from('{"alg":"HS256"}').toString('base64url');

/** Like Gong's, a cursor is a signed JWT. */
export function writeCursor(cursor: Cursor): string {
  const payload = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return `${header}.${payload}.${sign(payload)}`;
}

export function readCursor(text: string, inputs: string, lifetimeMinutes: number): Cursor {
  const [, payload = '', signature] = text.split('.');
  if (signature !== sign(payload)) throw new Failure(400, ['cursor: invalid cursor']);
  const cursor: Cursor = JSON.parse(Buffer.from(payload, 'base64url').toString());
  if (cursor.inputs !== inputs) {
    throw new Failure(400, ['cursor: was issued for a request with other inputs']);
  }
  if (Date.now() - cursor.began > lifetimeMinutes * 60_000) throw new Failure(400, ['cursor has expired']);
  return cursor;
}

/** The same inputs, in whatever order they were sent, give the same short text. */
export function fingerprint(path: string, inputs: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(`${path} ${JSON.stringify(inputs, sorted)}`)
    .digest('base64url')
    .slice(0, 22);
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function sign(payload: string): string {
  return createHmac('sha256', signingKey).update(`${header}.${payload}`).digest('base64url');
}
