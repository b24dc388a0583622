import { below } from '../../../test/sync/random.ts';

/** Stands in JSON for a number that JavaScript cannot write down. */
const NUMBER_MARK = 'number as it is:';

/** Numbers beyond what JavaScript, 64 bits or the schema can hold. */
const NUMBERS = [
  '1e400',
  '-1e400',
  '9223372036854775808',
  '-9223372036854775809',
  '1e308',
  '5e-324',
  '0.5',
  '-0',
];

const TEXTS = [
  '',
  ' ',
  'A_VALUE_OF_LATER',
  '-1',
  '2026-02-30T00:00:00Z',
  '\u0000\u0001\u001b[2J\u007f',
  '\ud800',
  'half \udc00 of a pair',
  '\u2028 \u2029 \u0085 \r\n',
  '"}]}\\',
  '\ufeff\u202e',
  'a long text '.repeat(2_000),
];

/** Names that mean something to JavaScript or to the path of a fault, or are hard to write. */
const NAMES = ['addedLater', '__proto__', 'constructor', 'toString', 'toJSON', 'a/b~c.d', '', '\u2028', '0'];

/** Any JSON value that Gong's document does not have at this place. */
export function oddValue(random: () => number): unknown {
  switch (below(8, random)) {
    case 0:
      return null;
    case 1:
      return random() < 0.5;
    case 2:
      return NUMBER_MARK + oneOf(NUMBERS, random);
    case 3:
      return {};
    case 4:
      return [];
    case 5:
      return [null, oneOf(TEXTS, random), [[]], {}];
    case 6:
      return { id: null, [oneOf(NAMES, random)]: oneOf(TEXTS, random) };
    default:
      return oneOf(TEXTS, random);
  }
}

export function oddName(random: () => number): string {
  return oneOf(NAMES, random);
}

/** The value as JSON, with the numbers that JavaScript cannot write down. */
export function toOddJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(new RegExp(`"${NUMBER_MARK}([^"]*)"`, 'g'), '$1');
}

function oneOf(values: readonly string[], random: () => number): string {
  return values[below(values.length, random)] ?? '';
}
