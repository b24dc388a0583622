import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDocument } from '../sandbox/openapi/document.ts';
import { streams } from '../src/streams/index.ts';

const text = readFileSync(new URL('../docs/coverage.md', import.meta.url), 'utf8');
const rows = [...text.matchAll(/^\| ([A-Z]+) \| (\/\S+) \| (.+) \|$/gm)].map(
  ([, method = '', path = '', what = '']) => ({ operation: `${method} ${path}`, what }),
);

const firstOfEndpoints = streams.filter(
  ({ endpoint }, index) => streams.findIndex((other) => other.endpoint === endpoint) === index,
);

test('each stream stands at its endpoint, and no other operation is said to be read', () => {
  const read = rows.flatMap(({ operation, what }) => {
    const [names = ''] = what.split(';');
    const named = names.startsWith('`') ? [...names.matchAll(/`(\w+)`/g)] : [];
    return named.map(([, stream]) => [stream, operation]);
  });
  expect(Object.fromEntries(read)).toEqual(
    Object.fromEntries(streams.map(({ name, endpoint }) => [name, endpoint])),
  );
  expect(read).toHaveLength(streams.length);
});

test('what is not read has a reason', () => {
  const others = rows.filter(({ what }) => !what.startsWith('`'));
  expect(others.length).toBeGreaterThan(0);
  for (const { what } of others) expect(what).toMatch(/^not read: \w.+/);
});

test('each endpoint has a row in the table of requests, under the first of its streams', () => {
  const counted = [...text.matchAll(/^\| `(\w+)` \|(?: [\d,]+ \|){6}$/gm)].map(([, name]) => name);
  expect(counted).toEqual(firstOfEndpoints.map(({ name }) => name));
});

// Gong's document is not ours to pass on.
const document = readDocument(process.env['GONG_OPENAPI']);

test.skipIf(document === undefined)('each operation of Gong’s document has one row', () => {
  const operations = rows.map(({ operation }) => operation);
  expect(operations.toSorted()).toEqual(document?.operations.toSorted());
  expect(text).toContain(`${operations.length} operations. ${firstOfEndpoints.length} of them are read`);
});
