import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTable } from '../../src/terminal/table.ts';

const headings = ['stream', 'scope', 'requests'];
const rows = [
  ['users', 'api:users:read', '1 request for 100 users'],
  [
    'calls',
    'api:calls:read:basic\napi:calls:read:more',
    '1 request for 100 calls; none where they come with others',
  ],
];

test('without an end to the columns, a row has one line for each line of its cells', () => {
  expect(formatTable([{ headings, rows }], Infinity)).toBe(`\
stream  scope                 requests
users   api:users:read        1 request for 100 users
calls   api:calls:read:basic  1 request for 100 calls; none where they come with others
        api:calls:read:more
`);
});

test('the last column is wrapped', () => {
  expect(formatTable([{ headings, rows }], 56)).toBe(`\
stream  scope                 requests
users   api:users:read        1 request for 100 users
calls   api:calls:read:basic  1 request for 100 calls;
        api:calls:read:more   none where they come with
                              others
`);
});

test('without room for that, rows are paragraphs', () => {
  expect(formatTable([{ headings, rows }], 40)).toBe(`\
users
  scope     api:users:read
  requests  1 request for 100 users

calls
  scope     api:calls:read:basic
            api:calls:read:more
  requests  1 request for 100 calls;
            none where they come with
            others
`);
});

test('where there is no room for one table, another one may fit', () => {
  const narrow = { headings: ['stream'], rows: [['users'], ['calls']], note: 'More with --json.' };
  expect(formatTable([{ headings, rows }, narrow], 40)).toBe(`\
stream
users
calls

More with --json.
`);
});

test('no line is wider than the terminal, down to 40 columns', () => {
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 200 }), (columns) => {
      const lines = formatTable([{ headings, rows }], columns).split('\n');
      expect(lines.filter(({ length }) => length > columns)).toEqual([]);
    }),
  );
});
