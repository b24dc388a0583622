import type { PackedAnswer } from './answer.ts';
import type { ForcedAnswer } from './faults.ts';

/** Returns the answer a fault describes; undefined where it only changes headers or delivery of the ordinary one. */
export function forcedAnswer(forced: ForcedAnswer | undefined): PackedAnswer | undefined {
  const { status, body, bodyBase64 } = forced ?? {};
  if (status === undefined && body === undefined && bodyBase64 === undefined) return undefined;
  const bytes = bodyBase64 === undefined ? Buffer.from(body ?? '') : Buffer.from(bodyBase64, 'base64');
  return { status: status ?? 200, encoding: 'identity', pieces: [bytes] };
}

/** Node takes names in different spellings for different headers when it is given both. */
export function forcedHeaders(forced: ForcedAnswer | undefined): Record<string, string> {
  const headers = Object.entries(forced?.headers ?? {});
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}
