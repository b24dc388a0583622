import { streams } from '../streams/index.ts';
import { scopesOf, type Stream } from '../streams/stream.ts';
import { formatTable, type Table } from '../terminal/table.ts';

const HEADINGS = ['stream', 'key', 'cursor', 'endpoint', 'scope', 'requests'];
const STACKED_HEADINGS = ['stream, endpoint', 'key, cursor', 'scopes', 'requests'];

const MORE = 'source-gong streams --json has more.';

/** Returns every stream as JSON, with what it is read by and what that costs. */
export function streamsAsJson(): string {
  return `${JSON.stringify(streams.map(describe), undefined, 2)}\n`;
}

/**
 * Returns the same as a table for a terminal of so many columns: with a line a stream where there is room for that, as
 * in a pipe; with several where there is less; and with what matters most on a narrow one.
 */
export function streamsAsTable(columns: number): string {
  const described = streams.map(describe);
  const wide = described.map(({ name, primaryKey, cursorField, endpoint, scopes, cost }) => [
    name,
    primaryKey.join(', '),
    cursorField ?? '–',
    endpoint,
    scopes.join(', '),
    cost,
  ]);
  const stacked = described.map(({ name, primaryKey, cursorField, endpoint, scopes, cost }) => [
    `${name}\n  ${endpoint}`,
    [primaryKey.join(',\n'), cursorField ?? []].flat().join('\n'),
    scopes.join('\n'),
    cost,
  ]);
  const only = (...kept: readonly number[]): Table => {
    const choose = (cells: readonly string[]): string[] =>
      cells.filter((_cell, index) => kept.includes(index));
    return { headings: choose(STACKED_HEADINGS), rows: stacked.map(choose), note: MORE };
  };
  return formatTable(
    [
      { headings: HEADINGS, rows: wide },
      { headings: STACKED_HEADINGS, rows: stacked },
      only(0, 1, 2),
      only(0, 2),
    ],
    columns,
  );
}

function describe(stream: Stream) {
  const { name, primaryKey, cursorField = null, cost } = stream;
  return {
    name,
    primaryKey,
    cursorField,
    endpoint: stream.endpoint,
    scopes: scopesOf(stream),
    cost,
  };
}
