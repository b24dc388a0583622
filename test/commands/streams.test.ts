import { expect, test } from 'vitest';
import { streamsAsTable } from '../../src/commands/streams.ts';

test.each([
  [300, /^stream +key +cursor +endpoint +scope +requests\n/],
  [140, /^stream, endpoint +key, cursor +scopes +requests\n/],
  [120, /^stream, endpoint +key, cursor +scopes\n/],
  [80, /^stream, endpoint +scopes\n[^]*\n\nsource-gong streams --json has more\.\n$/],
])('streams are a table on %i columns', (columns, table) => {
  const text = streamsAsTable(columns);
  expect(text).toMatch(table);
  expect(text.split('\n').filter(({ length }) => length > columns)).toEqual([]);
  for (const word of ['extensiveCalls', 'api:calls:read:media-url', 'POST /v2/calls/transcript'])
    expect(text).toContain(word);
});
