import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { errorOf, failed, read } from './answers.ts';

test.each([
  'No calls found corresponding to the provided filters',
  'No calls found for the specified period',
  'Answered scorecards not found',
  'Scorecards not found',
  'No stats found for the specified period',
  'User not found',
  'No logs found for the specified period',
  'No folders found for the specified period',
])('a 404 that says "%s" means that nothing is there', (text) => {
  expect(read(failed(404, text))).toMatchObject({ kind: 'empty' });
  expect(read(failed(404, text.toUpperCase()))).toMatchObject({ kind: 'empty' });
});

test.each([
  'No call transcripts found corresponding to the provided filters',
  'Error: No calls found corresponding to the provided filters',
  'The request failed. Answered scorecards not found',
  'Bad filter, no matching calls were found.',
  'Call transcripts were not found',
])('C18: a 404 that says "%s" means that nothing is there', (text) => {
  expect(read(failed(404, text))).toMatchObject({ kind: 'empty' });
  expect(read(failed(404, { message: text }))).toMatchObject({ kind: 'empty' });
});

test.each([
  'Workspace not found',
  'Call ID was not found',
  'No handler found for GET /v3/calls',
  'Not Found',
  'Page not found',
  'Resource not found',
  'The requested URL was not found on this server.',
  'Host not found: no calls found here',
  'The page of calls not found',
  'No handler for calls found',
  '',
])('a 404 that says "%s" is not taken for an empty list', (text) => {
  const outcome = read(failed(404, text));
  expect(outcome).toMatchObject({ kind: 'rejected', status: 404, text });
  expect(errorOf(outcome)).toBeInstanceOf(ConfigError);
  expect(errorOf(outcome).message).toContain(text);
});

test.each([
  ['a web page', { contentType: 'text/html', body: '<html>No calls found</html>' }],
  ['empty', { body: '' }],
  ['a text', { contentType: 'text/plain', body: 'No calls found' }],
  ['JSON of another kind', { body: '{"message":"No calls found"}' }],
  ['a list', { body: '["No calls found"]' }],
  ['an error that is no list', { body: '{"errors":"No calls found"}' }],
])('a 404 with %s comes from somebody else', (_name, answer) => {
  const outcome = read({ status: 404, ...answer });
  expect(outcome.kind).toBe('rejected');
  expect(errorOf(outcome)).toBeInstanceOf(ConfigError);
  expect(errorOf(outcome).message).toContain('Set api_base_url');
});

test('the words of an empty list mean nothing with any other status', () => {
  const statuses = fc.integer({ min: 201, max: 599 }).filter((status) => status !== 404);
  fc.assert(
    fc.property(statuses, (status) => {
      expect(read(failed(status, 'No calls found for the specified period')).kind).not.toBe('empty');
    }),
  );
});
