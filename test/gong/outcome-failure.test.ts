import { expect, test } from 'vitest';
import { ConfigError, SystemError, TransientError } from '../../src/base/errors.ts';
import { readFailure } from '../../src/gong/network-failure.ts';
import { info, errorOf } from './answers.ts';

function withCode(code: string, options?: ErrorOptions): Error {
  return Object.assign(new Error(`failed: ${code}`, options), { code });
}

test.each([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
])('%s may be better next time', (code) => {
  const outcome = readFailure(withCode(code), info);
  expect(outcome).toMatchObject({ kind: 'retryable', isRateLimit: false });
  expect(errorOf(outcome)).toBeInstanceOf(TransientError);
  expect(errorOf(outcome).message).toContain(`https://api.gong.io could not be reached (${code})`);
  expect(errorOf(outcome).detail).toBe(`${code} at api.gong.io for GET /v2/calls`);
});

test.each([
  'CERT_HAS_EXPIRED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('%s is for the user to mend and not tried again', (code) => {
  const outcome = readFailure(withCode(code), info);
  expect(outcome).toMatchObject({ kind: 'rejected', status: 0 });
  expect(errorOf(outcome)).toBeInstanceOf(ConfigError);
  expect(errorOf(outcome).message).toContain('NODE_EXTRA_CA_CERTS');
});

test.each([
  'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
  'EPROTO',
])('C9: %s says nothing of the certificate and may be better next time', (code) => {
  const outcome = readFailure(withCode(code), info);
  expect(outcome.kind).toBe('retryable');
  expect(errorOf(outcome)).toBeInstanceOf(TransientError);
  expect(errorOf(outcome).message).not.toContain('certificate');
});

test.each([
  withCode('UND_ERR_ABORTED', { cause: new Error('Proxy response (407) !== 200 when HTTP Tunneling') }),
  Object.assign(new Error('Proxy response (407) !== 200 when HTTP Tunneling'), { code: 'UND_ERR_ABORTED' }),
  new TypeError('failed', { cause: new Error('Proxy Authentication Required (407)') }),
])('C10: a proxy that wants a password is named at once', (error) => {
  const outcome = readFailure(error, info);
  expect(outcome.kind).toBe('rejected');
  expect(errorOf(outcome)).toBeInstanceOf(ConfigError);
  expect(errorOf(outcome).message).toMatch(/The proxy asks for a user and a password.*HTTPS_PROXY/);
});

test('C10: what else a proxy says is told, and may be better next time', () => {
  const error = withCode('UND_ERR_ABORTED', { cause: new Error('Proxy response (503) !== 200 when HTTP') });
  const outcome = readFailure(error, info);
  expect(outcome.kind).toBe('retryable');
  expect(errorOf(outcome).message).toContain('could not be reached (HTTP 503 from the proxy)');
});

test('C3: a response that is too large fails at once', () => {
  const outcome = readFailure(withCode('RESPONSE_TOO_LARGE'), info);
  expect(outcome.kind).toBe('rejected');
  expect(errorOf(outcome)).toBeInstanceOf(SystemError);
  expect(errorOf(outcome).message).toContain('larger than any page');
});

test.each([
  ['wrapped in another error', new TypeError('fetch failed', { cause: withCode('ECONNRESET') })],
  ['wrapped twice', new Error('a', { cause: new Error('b', { cause: withCode('ECONNRESET') }) })],
  ['the first of several', new AggregateError([withCode('ECONNRESET'), withCode('ENETUNREACH')])],
  ['outside of another one', withCode('ECONNRESET', { cause: withCode('EPIPE') })],
])('a code that is %s is found', (_name, error) => {
  expect(errorOf(readFailure(error, info)).detail).toBe('ECONNRESET at api.gong.io for GET /v2/calls');
});

test.each([
  ['an error without a code', new RangeError('odd'), 'RangeError'],
  ['no error at all', 'odd', 'unknown failure'],
])('%s is retryable as well', (_name, thrown, name) => {
  const outcome = readFailure(thrown, info);
  expect(outcome.kind).toBe('retryable');
  expect(errorOf(outcome)).toMatchObject({
    detail: `${name} at api.gong.io for GET /v2/calls`,
    cause: thrown,
  });
});

test.each(['ECONNREFUSED', 'CERT_HAS_EXPIRED'])(
  '%s at an address that came with tokens does not blame the config',
  (code) => {
    expect(errorOf(readFailure(withCode(code), info)).message).toContain('api_base_url');
    const failure = readFailure(withCode(code), { ...info, signedWith: 'access token' });
    expect(errorOf(failure).message).not.toContain('api_base_url');
  },
);
