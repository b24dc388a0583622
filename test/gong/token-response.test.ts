import { describe, expect, test } from 'vitest';
import { ConfigError, SystemError, TransientError } from '../../src/base/errors.ts';
import { GrantRefused } from '../../src/gong/token-failure.ts';
import {
  readTokenResponse,
  type TokenOutcome,
  type TokenRequestInfo,
} from '../../src/gong/token-response.ts';
import type { HttpResponse } from '../../src/gong/transport.ts';

const sentAt = Date.UTC(2026, 10, 26);
const tokens = { access_token: 'a', refresh_token: 'r', expires_in: 86_400 };
const usual: TokenRequestInfo = { sentAt, isLost: false, refreshToken: 'last', isLocal: false };

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

test.each([[undefined], [null], ['soon'], [0], [-5], [true], [[5]], [1e15], [3e11], ['1e400']])(
  'a lifetime of %j is taken for a day',
  (expires_in) => {
    expect(issuedBy({ ...tokens, expires_in })).toMatchObject({ expiresAt: sentAt + 86_400_000 });
  },
);

test('a lifetime may be a text', () => {
  expect(issuedBy({ ...tokens, expires_in: '60' })).toMatchObject({ expiresAt: sentAt + 60_000 });
});

test.each([[null], ['']])('an address of %j is none', (api_base_url_for_customer) => {
  const outcome = issuedBy({ ...tokens, api_base_url_for_customer });
  expect(outcome).toMatchObject({ baseUrl: undefined, isForeign: false });
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

  test.each([400, 401, 403, 404])('HTTP %i with a page is not Gong’s', (status) => {
    const error = errorOf(read({ status, body: '<html>Blocked by CorpWall</html>' }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).not.toBeInstanceOf(GrantRefused);
    expect(error.message).toMatch(/and not by Gong\. .*firewall.* The refresh token is not used up\.$/);
  });

  test('an app that is not known is said to be so', () => {
    const body = JSON.stringify({
      error: 'invalid_client',
      error_description: 'Client authentication failed',
    });
    const error = errorOf(read({ status: 400, body }));
    expect(error).not.toBeInstanceOf(GrantRefused);
    expect(error.message).toContain('Check client_id and client_secret');
  });
});

describe('what is said of the refresh token when we give up', () => {
  const BY_NOW = 'may be used up by now';

  test.each([
    ['a server error', { status: 500 }, {}, BY_NOW],
    ['a refusal for a while', { status: 503 }, {}, 'is not used up'],
    ['a refusal for a while behind a response that was lost', { status: 503 }, { isLost: true }, BY_NOW],
  ])('%s', (_name, response, changes, said) => {
    expect(errorOf(read(response, changes)).message).toContain(said);
  });

  test.each([
    ['a server error', { status: 500 }],
    ['an unknown app', { status: 401 }],
    ['a code that was used', { status: 400 }],
    ['a page', { status: 403, body: '<html>' }],
    ['half a body', { body: '{"acc' }],
    ['no token', { body: '{}' }],
  ])('in a login there is none, and nobody is sent to login: %s', (_name, response) => {
    const { message } = errorOf(read(response, { refreshToken: undefined }));
    expect(message).not.toMatch(/source-gong login|refresh token|Re-authenticate/);
  });
});
