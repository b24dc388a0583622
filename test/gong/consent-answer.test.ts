import { expect, test } from 'vitest';
import { readConsentAnswer } from '../../src/gong/consent-answer.ts';
import { consentAddress, tokenAddress } from '../../src/gong/oauth-addresses.ts';

const request = {
  clientId: 'a b',
  redirectUri: 'http://127.0.0.1:1/',
  scopes: ['api:x', 'api:y'],
  state: 's',
};

test('tokens are issued in one place, wherever the API is', () => {
  expect(tokenAddress('https://us-1.api.gong.io').href).toBe(
    'https://app.gong.io/oauth2/generate-customer-token',
  );
  expect(tokenAddress('http://127.0.0.1:8080/gong').href).toBe(
    'http://127.0.0.1:8080/oauth2/generate-customer-token',
  );
});

test('the address for a browser says what is asked for', () => {
  const address = consentAddress('https://api.gong.io', request);
  expect(address).toMatch(/^https:\/\/app\.gong\.io\/oauth2\/authorize\?client_id=a%20b&response_type=code&/);
  expect(address).toContain('scope=api%3Ax%20api%3Ay');
});

test.each([
  ['http://127.0.0.1:1/?code=c&state=s', { kind: 'code', code: 'c' }],
  ['http://127.0.0.1:1/?code=c&state=other', { kind: 'other' }],
  ['http://127.0.0.1:1/?code=c', { kind: 'other' }],
  ['http://127.0.0.1:1/?state=s', { kind: 'other' }],
  ['http://127.0.0.1:1/?state=s&code=', { kind: 'other' }],
  ['no address', { kind: 'other' }],
])('%s is read', (address, answer) => {
  expect(readConsentAnswer(address, 's')).toEqual(answer);
});

test.each([
  ['error=invalid_scope', 'Gong says: "invalid_scope".'],
  ['error=x&error_description=Not+allowed', 'Gong says: "Not allowed".'],
])('a refusal is told in Gong’s words: %s', (query, said) => {
  const answer = readConsentAnswer(`http://127.0.0.1:1/?state=s&${query}`, 's');
  expect(answer.kind === 'refused' && answer.error.message).toContain(said);
});

test('what does not look like Gong’s words is not shown', () => {
  const answer = readConsentAnswer('http://127.0.0.1:1/?state=s&error=%1b[31m%3Cb%3E', 's');
  expect(answer.kind === 'refused' && answer.error.message).not.toContain('Gong says');
});
