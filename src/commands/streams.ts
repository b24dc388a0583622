import { streams } from '../streams/index.ts';
import type { Stream } from '../streams/stream.ts';
import { formatTable } from '../terminal/table.ts';

const HEADINGS = ['stream', 'key', 'cursor', 'endpoint', 'scope', 'requests'];

/** Returns every stream as JSON, with what it is read by and what that costs. */
export function streamsAsJson(): string {
  return `${JSON.stringify(streams.map(describe), undefined, 2)}\n`;
}

/** Returns the same as a table for a terminal of so many columns, or with one line a stream where there is no end to them. */
export function streamsAsTable(columns: number): string {
  const separator = columns === Infinity ? ', ' : '\n';
  const rows = streams
    .map(describe)
    .map(({ name, primaryKey, cursorField, endpoint, scopes, cost }) => [
      name,
      primaryKey.join(separator),
      cursorField ?? '–',
      endpoint,
      scopes.join(separator),
      cost,
    ]);
  return formatTable(HEADINGS, rows, columns);
}

function describe(stream: Stream) {
  const { name, primaryKey, cursorField = null, scope, otherScopes, cost } = stream;
  return {
    name,
    primaryKey,
    cursorField,
    endpoint: endpointOf(stream),
    scopes: [scope, ...otherScopes],
    cost,
  };
}

function endpointOf(stream: Stream): string {
  // Whatever the window, the request goes to the stream's own endpoint.
  const { request } = stream.probe({ from: 0, to: 0, isLast: false });
  return `${request.method} ${request.path}`;
}
