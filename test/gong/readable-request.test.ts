import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readableOperations } from '../../src/generated/readable-operations.ts';
import { toReadableRequest } from '../../src/gong/readable-request.ts';

const BASE = 'https://gong.test/prefix';

/** Where the request goes: the operation, or undefined where it is refused. */
function sentTo(method: string, address: string): URL | undefined {
  const readable = toReadableRequest(method, address);
  return 'refusal' in readable ? undefined : new URL(BASE + readable.request.path);
}

/** The same judgement made another way: by a pattern for each operation, of the path that a server gets. */
const patterns = readableOperations.map((operation) => {
  const [method, template = ''] = operation.split(' ');
  return { method, pattern: new RegExp(`^/prefix${template.replaceAll(/\{\w+\}/g, '[A-Za-z0-9_-]+')}$`) };
});

const paths = readableOperations.map((operation) => operation.split(' ')[1] ?? '');

/** Words of other operations, and what some server may take for another part of the path. */
const oddPart = fc.oneof(
  fc.constantFrom('meetings', 'assign', 'erase-data-for-email-address', 'ask-entity', 'users', '7782342274'),
  fc.constantFrom('.', '..', '', '%2e', '%2E%2e', '%252e%252e', '..;', '1%00', '1%0a', '1?x', '1#x', '{id}'),
  fc.constantFrom(
    '1%2f..%2f..%2fmeetings',
    '1\\..\\meetings',
    'https://evil.example',
    '@evil.example',
    '1:2',
  ),
  fc.string({ unit: 'binary' }),
);

const separator = fc.oneof(
  { weight: 6, arbitrary: fc.constant('/') },
  { weight: 1, arbitrary: fc.constantFrom('//', '\\', '%2f', '%5C', '/./', '/x/../') },
);

/** A path of the list in which some parts are others. */
const address = fc.constantFrom(...paths).chain((path) =>
  fc
    .tuple(
      ...path.split('/').map((part) => {
        const usual = fc.constant(part === '{id}' ? '7782342274025937895' : part);
        const written = fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: oddPart });
        return fc.tuple(written, separator).map((pieces) => pieces.join(''));
      }),
    )
    .map((pieces) => pieces.join('')),
);

test('no spelling reaches another operation or another host', () => {
  fc.assert(
    fc.property(fc.constantFrom('GET', 'POST', 'get', 'PUT', 'DELETE', ''), address, (method, written) => {
      const url = sentTo(method, written);
      if (url === undefined) return;
      expect(url.host).toBe('gong.test');
      const isListed = patterns.some(
        (each) => each.method === method.toUpperCase() && each.pattern.test(url.pathname),
      );
      expect([written, isListed]).toEqual([written, true]);
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 1_000) },
  );
});

test('every operation of the list can be requested', () => {
  for (const operation of readableOperations) {
    const [method = '', template = ''] = operation.split(' ');
    const path = template.replace('{id}', '7782342274025937895');
    expect(sentTo(method, path)?.pathname).toBe(`/prefix${path}`);
  }
});

test.each([
  '/v2//users',
  '/v2/users/',
  'v2/users',
  '/v2/./calls/../users',
  '/v2/calls/%2e%2e/users',
  '/v2/%75sers',
  '\\v2\\users',
  '/v2/users#part',
])('%s means /v2/users', (written) => {
  expect(sentTo('get', written)?.pathname).toBe('/prefix/v2/users');
});

describe('refused', () => {
  test.each([
    ['GET', 'https://evil.example/v2/users', 'without a host'],
    ['GET', '//evil.example/v2/users', 'without a host'],
    ['GET', '/\\evil.example/v2/users', 'without a host'],
    ['GET', '%2f%2Fevil.example/v2/users', 'without a host'],
    ['GET', 'file:/v2/users', 'without a host'],
    ['GET', '/v2/users%', 'encodes no character'],
    ['POST', '/v2/calls', 'only read'],
    ['POST', '/v2/calls/transcript/../../meetings', 'only read'],
    ['POST', '/v2/flows/prospects/assign', 'only read'],
    ['DELETE', '/v2/crm/integrations', 'only read'],
    ['GET', '/v2/entities/ask-entity', 'only read'],
    ['GET', '/v2/calls/extensive', 'only read'],
    ['GET', '/v2/calls/%252e%252e', 'only read'],
    ['GET', '/v2/user', 'Did you mean GET /v2/users?'],
    ['GET', '', 'only read'],
  ])('%s %s', (method, written, reason) => {
    expect(toReadableRequest(method, written)).toEqual({ refusal: expect.stringContaining(reason) });
  });
});

test('the query is kept, with names that stand several times', () => {
  expect(
    toReadableRequest('GET', '/v2/logs?logType=AccessLog&id=1&id=2&at=10%3A00%2B02&empty=&q=a?b'),
  ).toEqual({
    request: {
      method: 'GET',
      path: '/v2/logs',
      query: { logType: ['AccessLog'], id: ['1', '2'], at: ['10:00+02'], empty: [''], q: ['a?b'] },
    },
  });
});
