import { expect, test } from 'vitest';
import { ConfigError, SystemError, TransientError } from '../../src/base/errors.ts';
import { scopeIn } from '../../src/gong/refusal.ts';
import { errorOf, failed, read } from './answers.ts';

const later = { isProven: true };

test('a 200 with JSON is data, with every digit of an id', () => {
  const body = '{"requestId":"r","calls":[{"id":7782342274025937895}]}';
  expect(read({ status: 200, body })).toEqual({
    kind: 'data',
    body: { requestId: 'r', calls: [{ id: '7782342274025937895' }] },
  });
});

test('a 200 that was cut off may be better next time', () => {
  const outcome = read({ status: 200, body: '{"calls":[{"id":"7' });
  expect(outcome).toMatchObject({ kind: 'retryable', isRateLimit: false });
  expect(errorOf(outcome)).toBeInstanceOf(TransientError);
});

test('a web page with 200 is asked again, and in the end the address is wrong', () => {
  const outcome = read({
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: '<html>Sign in</html>',
  });
  expect(outcome).toMatchObject({ kind: 'retryable', isRateLimit: false });
  expect(errorOf(outcome)).toBeInstanceOf(ConfigError);
  expect(errorOf(outcome).message).toContain('There is no Gong API at https://api.gong.io');
});

test.each([204, 301, 302, 304])('a %i is no answer of Gong', (status) => {
  const outcome = read({ status, body: '' });
  expect(outcome).toMatchObject({ kind: 'rejected', status });
  expect(errorOf(outcome)).toBeInstanceOf(ConfigError);
});

test.each([
  [204, ''],
  [301, ''],
  [302, ''],
  [404, '<html>Not found</html>'],
  [404, ''],
  [405, '{}'],
  [410, ''],
  [421, ''],
  [200, '<html>Sign in</html>'],
  [200, ''],
])('C6: once Gong has answered, a %i with the body "%s" is somebody else’s and may pass', (status, body) => {
  const outcome = read({ status, body, contentType: 'text/html' }, later);
  expect(outcome).toMatchObject({ kind: 'retryable', isRateLimit: false });
  expect(errorOf(outcome)).toBeInstanceOf(TransientError);
  expect(errorOf(outcome).message).not.toContain('There is no Gong API');
});

test.each([
  [400, ''],
  [401, ''],
  [403, ''],
  [404, 'Workspace not found'],
  [415, ''],
])('C6: a %i that is about the request stays what it is', (status, text) => {
  expect(read(text === '' ? { status, body: '' } : failed(status, text), later).kind).toBe('rejected');
});

test('C2: a 401 whose body cannot be read is a 401', () => {
  const outcome = read({ status: 401, body: '', failure: new Error('incorrect header check') });
  expect(outcome).toMatchObject({ kind: 'rejected', status: 401 });
  expect(errorOf(outcome)).toBeInstanceOf(ConfigError);
});

test.each([429, 503])('C2: a %i whose body cannot be read has its time all the same', (status) => {
  const outcome = read({ status, body: '', retryAfter: '6', failure: new Error('incorrect header check') });
  expect(outcome).toMatchObject({ kind: 'retryable', isRateLimit: status === 429, retryAfterMs: 6_000 });
});

test('C10: a 407 is the proxy’s', () => {
  const outcome = read({ status: 407, body: '' }, later);
  expect(outcome.kind).toBe('rejected');
  expect(errorOf(outcome)).toBeInstanceOf(ConfigError);
  expect(errorOf(outcome).message).toContain('The proxy asks for a user and a password');
});

test.each([408, 429, 500, 502, 503, 504])('a %i may be better next time', (status) => {
  const outcome = read({ ...failed(status, 'Internal server error occurred'), retryAfter: '7' });
  expect(outcome).toMatchObject({ kind: 'retryable', isRateLimit: status === 429, retryAfterMs: 7_000 });
  expect(errorOf(outcome)).toBeInstanceOf(TransientError);
  expect(errorOf(outcome).message).toContain('Gong says: "Internal server error occurred"');
  expect(errorOf(outcome).detail).toBe(`HTTP ${status} from GET /v2/calls, requestId abc`);
});

test('a gateway in front of Gong has no envelope', () => {
  const outcome = read({ status: 502, contentType: 'text/html', body: '<html>Bad gateway</html>' });
  expect(outcome).toMatchObject({ kind: 'retryable', retryAfterMs: undefined });
  expect(errorOf(outcome).message).not.toContain('Gong says');
  expect(errorOf(outcome).detail).toContain('requestId unknown');
});

test.each([400, 409, 415, 422])('a %i is a defect of ours and told in the words of Gong', (status) => {
  const text = 'filter.fromDateTime: must be before toDateTime';
  const outcome = read(failed(status, text));
  expect(outcome).toMatchObject({ kind: 'rejected', status, text });
  expect(errorOf(outcome)).toBeInstanceOf(SystemError);
  expect(errorOf(outcome).message).toContain(text);
});

test.each([401, 403])('a %i without a scope speaks of the credentials', (status) => {
  const outcome = read(failed(status, 'Access denied'));
  expect(outcome).toMatchObject({ kind: 'rejected', status, text: 'Access denied' });
  expect(errorOf(outcome)).toBeInstanceOf(ConfigError);
  expect(errorOf(outcome).message).toMatch(/Access denied.*access key and its secret/);
});

test('C20: a key that is refused gets the same message from every endpoint', () => {
  const outcome = failed(401, 'Access denied');
  const messages = ['GET /v2/users', 'POST /v2/calls/extensive'].map((endpoint) => {
    const error = errorOf(read(outcome, { endpoint }));
    expect(error.detail).toContain(endpoint);
    return error.message;
  });
  expect(new Set(messages).size).toBe(1);
});

test('a 401 of an access token says to authenticate again', () => {
  const outcome = read(failed(401, 'Access denied'), { signedWith: 'access token' });
  expect(errorOf(outcome).message).toMatch(
    /^Gong refused the access token.*"Access denied".*source-gong login/,
  );
});

test('a 401 of an access token that is taken elsewhere is about what was requested', () => {
  const signedWith = 'access token';
  const error = errorOf(read(failed(401, 'Access denied'), { signedWith, isProven: true }));
  expect(error.message).toMatch(/^Gong refused GET \/v2\/calls \(HTTP 401\).*leave out the streams/);
  expect(error.isGeneral).toBe(false);
});

test('an address that came with tokens is not for the user to correct', () => {
  const { message } = errorOf(read({ status: 404, body: '<html>' }, { signedWith: 'access token' }));
  expect(message).toMatch(/Gong has named that address with the tokens/);
  expect(message).not.toContain('Set api_base_url');
});

test('a 401 of an access key says that it may have expired', () => {
  expect(errorOf(read(failed(401, 'Access denied'))).message).toContain('may have expired');
});

const lists = [
  ['access key', 'the IP addresses from which the access key may be used'],
  ['access token', 'the trusted IP addresses for API access (the list for refreshing tokens is another one)'],
] as const;

test.each(lists)('a 403 of an %s names the list of addresses as one reason', (signedWith, list) => {
  const { message } = errorOf(read(failed(403, 'Access denied'), { signedWith }));
  expect(message).toMatch(/^Gong refused GET \/v2\/calls \(HTTP 403\)/);
  expect(message).toContain(list);
});

test.each(lists)(
  'a 403 of an %s that is about the address names the list as the reason',
  (signedWith, list) => {
    const { message } = errorOf(read(failed(403, 'IP address 1.2.3.4 is not allowed'), { signedWith }));
    expect(message).toMatch(/^Gong refused the address of this machine \(HTTP 403\)/);
    expect(message).toContain(`Add it in Gong to ${list}.`);
  },
);

test.each([401, 403])('a %i that names a scope says which one is missing', (status) => {
  const text = "You don't have permission to use 'api:calls:read:media-url' in your app.";
  const error = errorOf(read(failed(status, text)));
  expect(error).toBeInstanceOf(ConfigError);
  expect(error.message).toContain('the scope api:calls:read:media-url is missing');
});

test.each([
  ["'api:coaching:read'", 'api:coaching:read'],
  ['needs api:stats:user-actions:detailed.', 'api:stats:user-actions:detailed'],
  ['api:data-privacy:read, or more', 'api:data-privacy:read'],
  ['Access denied', undefined],
])('%s names the scope %s', (text, scope) => {
  expect(scopeIn(text)).toBe(scope);
});

test('errors that are objects are told as they are', () => {
  const body = JSON.stringify({ errors: [{ line: 1, description: 'bad' }, 'and a text'] });
  const outcome = read({ status: 400, body });
  expect(errorOf(outcome).message).toContain('{"line":1,"description":"bad"}; and a text');
});

test('of a workspace that is not there it is said that the config names it', () => {
  const { message } = errorOf(read(failed(404, 'Workspace not found'), later));
  expect(message).toMatch(/asked for a workspace that Gong does not have.*workspace_ids/);
  expect(errorOf(read(failed(404, 'Page not found'), later)).message).not.toContain('workspace_ids');
});
