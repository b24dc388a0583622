import type { IncomingHttpHeaders } from 'node:http';

/** Such as `application/json`, without its parameters. */
export function mediaTypeOf(headers: IncomingHttpHeaders): string {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? 'none';
}
