import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Redaction, type Redact } from '../../src/protocol/redaction.ts';

const SECRET = 'pass/word+with?"quotes"&ü';

function redactionOf(secrets: readonly string[]): Redact {
  const redaction = new Redaction();
  redaction.add(secrets);
  return redaction.redact;
}

test.each([
  ['plain', SECRET],
  ['base64', Buffer.from(SECRET).toString('base64')],
  ['base64 without padding', Buffer.from(SECRET).toString('base64').replace(/=+$/, '')],
  ['base64url', Buffer.from(SECRET).toString('base64url')],
  ['URL-encoded', encodeURIComponent(SECRET)],
  ['a form field', new URLSearchParams({ a: SECRET }).toString().slice(2)],
  ['base64 in a URL', encodeURIComponent(Buffer.from(SECRET).toString('base64'))],
  ['inside a JSON text', JSON.stringify(SECRET).slice(1, -1)],
])('a secret that travels as %s is masked', (_name, form) => {
  expect(redactionOf([SECRET])(`before ${form} between ${form} after`)).toBe(
    'before **** between **** after',
  );
});

test('the header that a pair of key and secret makes is masked', () => {
  const header = `Basic ${Buffer.from('KEY1:SECRET').toString('base64')}`;
  expect(redactionOf(['KEY1', 'SECRET', 'KEY1:SECRET'])(header)).toBe('Basic ****');
});

test.each(['a.b*c', '^start$', 'a|b|c', '(group)', '[a-z]+', 'back\\slash', '{1,2}', 'a/b-c', '$&$1'])(
  'the secret %s is taken letter by letter',
  (secret) => {
    const redact = redactionOf([secret]);
    expect(redact(`x${secret}y`)).toBe('x****y');
    expect(redact('aXbbc start abc group z backslash')).toBe('aXbbc start abc group z backslash');
  },
);

test('a secret inside a longer one does not leave the rest of that readable', () => {
  expect(redactionOf(['abcd', 'xxabcdyy'])('xxabcdyy abcd')).toBe('**** ****');
  expect(redactionOf(['xxabcdyy', 'abcd'])('xxabcdyy abcd')).toBe('**** ****');
});

test('values too short to be a secret are left alone', () => {
  expect(redactionOf(['a', 'abc', ''])('a cab is abc')).toBe('a cab is abc');
});

test('without secrets every text stays as it is', () => {
  expect(redactionOf([])('nothing to hide')).toBe('nothing to hide');
});

test('a secret that is no proper Unicode can be masked as well', () => {
  expect(redactionOf(['\uD800secret'])('the \uD800secret is out')).toBe('the **** is out');
});

test.each([
  ['32,000 characters', 'k/'.repeat(16_000)],
  ['a million characters', 'key+/'.repeat(200_000)],
  ['thousands of emoji', '\u{1F511}'.repeat(5_000)],
])('K1: a secret of %s is masked in all its forms', (_name, secret) => {
  const redact = redactionOf([secret]);
  for (const form of new Set(formsOf(secret)))
    expect(redact(`before ${form} after`)).toBe('before **** after');
});

test('K1: masking takes time in proportion to the text, however the secret repeats itself', () => {
  const redact = redactionOf([`${'a'.repeat(50_000)}b`]);
  const text = 'a'.repeat(1_000_000);
  const started = performance.now();
  expect(redact(text)).toBe(text);
  // A search that begins again at each place would compare 50,000 million letters.
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('a secret is masked in whatever case its letters are', () => {
  const redact = redactionOf(['päss/Word']);
  expect(redact('PÄSS/WORD p%c3%a4ss%2fword p%C3%A4ss%2FWord')).toBe('**** **** ****');
});

test('secrets that overlap are masked as one', () => {
  expect(redactionOf(['abcdef', 'defghi'])('x abcdefghi y abcdef defghi')).toBe('x **** y **** ****');
});

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  const base64url = Buffer.from(secret).toString('base64url');
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, base64, base64.replace(/=+$/, ''), base64url, encodeURIComponent(secret), json];
}

test('no form of any secret is ever in what comes out', () => {
  // Without the mask's own letter, of which a mask could make a secret.
  const secret = fc
    .oneof(fc.string({ unit: 'grapheme' }), fc.base64String())
    .filter((value) => !value.includes('*'));
  const pieces = fc.array(fc.oneof(fc.nat(99), fc.string()), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(secret, { maxLength: 4 }), pieces, (secrets, parts) => {
      const forms = secrets.flatMap((value) => (value.length < 4 ? [] : formsOf(value)));
      const text = parts
        .map((part) => (typeof part === 'string' ? part : (forms[part % (forms.length || 1)] ?? '')))
        .join('');
      const out = redactionOf(secrets)(text);
      for (const form of forms) expect(out).not.toContain(form);
    }),
    { numRuns: 500 },
  );
});

test('what is added is masked besides what there was, also by those who hold the function already', () => {
  const redaction = new Redaction();
  const { redact } = redaction;
  expect(redact('first second')).toBe('first second');
  redaction.add(['first']);
  redaction.add(['second', 'first']);
  expect(redact('first second third')).toBe('**** **** third');
});
