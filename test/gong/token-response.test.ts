import { describe, expect, test } from 'vitest';
import { ConfigError, SystemError, TransientError } from '../../src/base/errors.ts';
import { GrantRefused, readTokenResponse, type TokenOutcome } from '../../src/gong/token-response.ts';
import type { HttpResponse } from '../../src/gong/transport.ts';

const sentAt = Date.UTC(2026, 10, 26);
const tokens = { access_token: 'a', refresh_token: 'r', expires_in: 86_400 };
const usual = { sentAt, isLost: false, refreshToken: 'last', isLocal: false };

function read(response: Partial<HttpResponse>, changes: Partial<typeof usual> = {}): TokenOutcome {
  const complete = {
    status: 200,
    contentType: 'application/json',
    retryAfter: undefined,
    date: undefined,
    body: '',
    ...response,
  };
  return readTokenResponse(complete, { ...usual, ...changes });
}

function issuedBy(body: object, changes: Partial<typeof usual> = {}): unknown {
  const outcome = read({ body: JSON.stringify(body) }, changes);
  return outcome.kind === 'issued' ? outcome.tokens : outcome.error;
}

function errorOf(outcome: TokenOutcome): Error {
  if ('error' in outcome) return outcome.error;
  throw new Error('tokens have been issued');
}

test('tokens, and until when and where they are good', () => {
  const address = 'https://company-17.api.gong.io/';
  expect(issuedBy({ ...tokens, api_base_url_for_customer: address })).toEqual({
    accessToken: 'a',
    refreshToken: 'r',
    expiresAt: sentAt + 86_400_000,
    baseUrl: 'https://company-17.api.gong.io',
    isForeign: false,
  });
});

test.each([[undefined], [null], ['soon'], [0], [-5]])('a lifetime of %j is taken for a day', (expires_in) => {
  expect(issuedBy({ ...tokens, expires_in })).toMatchObject({ expiresAt: sentAt + 86_400_000 });
});

test('a lifetime may be a text', () => {
  expect(issuedBy({ ...tokens, expires_in: '60' })).toMatchObject({ expiresAt: sentAt + 60_000 });
});

test('without another refresh token the last one stays good', () => {
  const { refresh_token: _, ...others } = tokens;
  expect(issuedBy(others)).toMatchObject({ refreshToken: 'last' });
});

test.each(['https://example.com', 'http://us-1.api.gong.io', 'http://127.0.0.1:1', 7])(
  'no token goes to %s',
  (address) => {
    const outcome = issuedBy({ ...tokens, api_base_url_for_customer: address });
    expect(outcome).toMatchObject({ baseUrl: undefined, isForeign: true });
  },
);

describe('what is no token', () => {
  test.each(['{"access_token":"a","refr', '', '<html></html>', '[]'])(
    'a body that cannot be read may have held some: %s',
    (body) => {
      expect(read({ body })).toMatchObject({ kind: 'retryable', mayBeIssued: true });
    },
  );

  test('a response without an access token is a defect', () => {
    expect(issuedBy({ refresh_token: 'r' })).toBeInstanceOf(SystemError);
  });

  test.each([
    [429, false],
    [503, false],
    [500, true],
    [502, true],
    [504, true],
    [408, true],
  ])('HTTP %i may pass; whether tokens were issued: %j', (status, mayBeIssued) => {
    const outcome = read({ status });
    expect(outcome).toMatchObject({ kind: 'retryable', mayBeIssued, isRateLimit: status === 429 });
    expect(errorOf(outcome)).toBeInstanceOf(TransientError);
  });
});

describe('refusals', () => {
  const invalid = { error: 'invalid_grant', error_description: 'Refresh token code is invalid' };

  test.each([
    [invalid, 'Refresh token code is invalid'],
    [{ error: 'invalid_grant' }, 'invalid_grant'],
    [{ requestId: 'x', errors: ['Refresh token code is invalid'] }, 'Refresh token code is invalid'],
  ])('Gong’s own words are said, in whichever form: %j', (body, said) => {
    const error = errorOf(read({ status: 400, body: JSON.stringify(body) }));
    expect(error).toBeInstanceOf(GrantRefused);
    expect(error.message).toContain(`Gong says: "${said}".`);
    expect(error.message).toContain('source-gong login');
  });

  test('after a response that was lost the message says what that means', () => {
    const error = errorOf(read({ status: 400, body: JSON.stringify(invalid) }, { isLost: true }));
    expect(error.message).toMatch(/^New tokens were lost/);
  });

  test.each([
    [401, ConfigError, 'client_id and client_secret'],
    [403, ConfigError, 'the one for refreshing tokens'],
    [407, ConfigError, 'HTTPS_PROXY'],
    [404, SystemError, 'report'],
  ])('HTTP %i says what to do', (status, kind, text) => {
    const outcome = read({ status });
    expect(outcome.kind).toBe('refused');
    expect(errorOf(outcome)).toBeInstanceOf(kind);
    expect(errorOf(outcome).message).toContain(text);
  });
});
