import { describe, expect, test } from 'vitest';
import { streams } from '../../src/streams/index.ts';
import { printedBy } from './run-line.ts';

const verbs = [...(await printedBy('--help')).matchAll(/^ {2}(\w+) \[options\]/gm)].map(
  ([, name = '']) => name,
);

test('the help names all verbs', () => {
  const expected = ['spec', 'check', 'discover', 'read', 'streams', 'catalog', 'call', 'api', 'completion'];
  expect(verbs).toEqual(expect.arrayContaining(expected));
});

test.each(verbs)('the help of %s has two examples', async (verb) => {
  const [, examples = ''] = (await printedBy(verb, '--help')).split('\nExamples:\n');
  expect(examples.match(new RegExp(`^ {2}(?:source <\\()?source-gong ${verb}\\b`, 'gm'))).toHaveLength(2);
});

test('a -- that comes first is passed over', async () => {
  expect(await printedBy('--', 'streams', '--json')).toBe(await printedBy('streams', '--json'));
});

describe('streams', () => {
  test('in a pipe are one line each', async () => {
    const lines = (await printedBy('streams')).trimEnd().split('\n');
    expect(lines).toHaveLength(1 + streams.length);
    expect(lines[0]).toMatch(/^stream +key +cursor +endpoint +scope +requests$/);
    expect(lines[2]).toMatch(/^calls +id +started +GET \/v2\/calls +api:calls:read:basic +1 request/);
    expect(lines[6]).toMatch(/^callTranscripts +callId +started +POST \/v2\/calls\/transcript +api:/);
  });

  test('are JSON where that is asked for', async () => {
    const shown: unknown = JSON.parse(await printedBy('streams', '--json'));
    expect(shown).toHaveLength(streams.length);
    expect(shown).toContainEqual({
      name: 'users',
      primaryKey: ['id'],
      cursorField: '_changed_at',
      endpoint: 'GET /v2/users',
      scopes: ['api:users:read'],
      cost: expect.any(String),
    });
    expect(shown).toContainEqual(expect.objectContaining({ name: 'userSettingsHistory', cursorField: null }));
  });
});
