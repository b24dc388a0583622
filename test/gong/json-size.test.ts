import { expect, test } from 'vitest';
import { parseJson } from '../../src/gong/json.ts';

/** Far more than it takes, and far less than anything that is not linear would. */
const QUICK = 4_000;

function timed(parse: () => unknown): number {
  const started = performance.now();
  parse();
  return performance.now() - started;
}

test.each([
  ['plain letters', 'a', 5_000_000],
  ['escaped quotes', '\\"', 2_500_000],
  ['escaped backslashes', '\\\\', 2_500_000],
  ['line breaks', 'spoken words\\n', 350_000],
  ['other scripts', '\\u05d0', 830_000],
])('5 MB of %s in one string beside a long id are parsed quickly', (_name, unit, count) => {
  const text = `{"id":12345678901234567890,"text":"${unit.repeat(count)}"}`;
  expect(timed(() => expect(parseJson(text)).toHaveProperty('id', '12345678901234567890'))).toBeLessThan(
    QUICK,
  );
});

test('a hundred thousand small records with long ids are parsed quickly', () => {
  const text = `[${'{"id":12345678901234567890,"text":"a \\"b\\" c","score":0.5},'.repeat(100_000)}null]`;
  expect(timed(() => expect(parseJson(text)).toHaveLength(100_001))).toBeLessThan(QUICK);
});

test('a text that was cut off inside a string full of quotes is refused quickly', () => {
  const text = `{"id":12345678901234567890,"text":"${'<a href=\\"x\\">y</a>'.repeat(10_000)}`;
  expect(timed(() => expect(() => parseJson(text)).toThrow(SyntaxError))).toBeLessThan(QUICK);
});
