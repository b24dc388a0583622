import { expect, test } from 'vitest';
import { readAddress } from '../../src/config/address.ts';

test.each([
  ['us-12345.app.gong.io', 'https://us-12345.api.gong.io'],
  ['us-12345.app.gong.io/calls?workspace-id=1', 'https://us-12345.api.gong.io'],
  ['https://us-12345.app.gong.io/company/api', 'https://us-12345.api.gong.io'],
  ['http://EU-7.app.gong.io:443/', 'https://eu-7.api.gong.io'],
  ['https://app.gong.io/home', 'such as https://us-12345.api.gong.io'],
  ['https://my-company.app.gong.io/home', 'such as https://us-12345.api.gong.io'],
])('%s comes from a browser, and the right one is named', (text, right) => {
  const { faults } = readAddress(text);
  expect(faults).toEqual([expect.stringMatching(/^is the address of Gong's web pages; give the one /)]);
  expect(faults[0]?.endsWith(right)).toBe(true);
});

test('nothing is repeated of an address but the name of a cell', () => {
  expect(readAddress('https://TOPSECRET7.app.gong.io/TOPSECRET').faults.join()).not.toContain('TOPSECRET');
});

test.each([
  'https://app.gong.io.example',
  'https://us-1.app.gong.io-proxy.example',
  'https://example/app.gong.io',
])('%s is no address of Gong’s web pages', (text) => {
  expect(readAddress(text).faults).toEqual([]);
});
