import { expect, test } from 'vitest';
import { columnType } from '../../../src/directory/views/column-type.ts';

test.each([
  [{ type: ['null', 'string'] }, 'VARCHAR'],
  [{ type: 'string' }, 'VARCHAR'],
  [{ type: ['null', 'string'], format: 'date-time' }, 'TIMESTAMPTZ'],
  [{ type: ['null', 'integer'] }, 'BIGINT'],
  [{ type: ['null', 'number'] }, 'DOUBLE'],
  [{ type: ['null', 'boolean'] }, 'BOOLEAN'],
  [{ type: ['null', 'string', 'integer'] }, 'VARCHAR'],
  [{ type: ['null', 'string', 'object'] }, 'JSON'],
  [{ type: ['null', 'array'], items: { type: 'string' } }, 'VARCHAR[]'],
  [{ type: ['null', 'array'] }, 'JSON[]'],
  [{ type: ['null', 'object'] }, 'JSON'],
  [{ type: ['null', 'object'], properties: {} }, 'JSON'],
  [{ description: 'anything' }, 'JSON'],
  [{ type: 'null' }, 'JSON'],
  [
    {
      type: ['null', 'array'],
      items: { type: 'object', properties: { end: { type: 'integer' }, 'a "b"': { type: 'string' } } },
    },
    'STRUCT("end" BIGINT, "a ""b""" VARCHAR)[]',
  ],
])('the values of %j are of the type %s', (schema, type) => {
  expect(columnType(schema)).toBe(type);
});
