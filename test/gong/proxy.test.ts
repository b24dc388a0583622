import { expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { proxyFor } from '../../src/gong/proxy.ts';

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: '' }, undefined],
  [{ HTTPS_PROXY: '  ' }, undefined],
  [{ HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
  [{ HTTPS_PROXY: ' http://proxy:3128 ' }, 'http://proxy:3128'],
  [{ HTTPS_PROXY: 'https://user:p%25w@proxy/' }, 'https://user:p%25w@proxy/'],
  [{ HTTPS_PROXY: 'http://a', https_proxy: 'http://b' }, 'http://b'],
  [{ HTTPS_PROXY: 'http://a', https_proxy: '' }, undefined],
  [{ HTTP_PROXY: 'http://a' }, 'http://a'],
  [{ HTTP_PROXY: 'none', HTTPS_PROXY: 'http://b' }, 'http://b'],
])('%j names %j', (environment, address) => {
  expect(proxyFor(environment)).toBe(address);
});

test.each([
  ['127.0.0.1:3128', 'http://127.0.0.1:3128'],
  ['localhost:3128', 'http://localhost:3128'],
  ['[::1]:3128', 'http://[::1]:3128'],
  ['user:password@proxy.example:3128', 'http://user:password@proxy.example:3128'],
  ['proxy.example:3128/', 'http://proxy.example:3128/'],
])('C10: %s is an address of http', (text, address) => {
  expect(proxyFor({ HTTPS_PROXY: text })).toBe(address);
});

test.each([
  'none',
  'direct',
  'proxy.example',
  'http://',
  'http://user:50%@proxy:3128',
  'user:50%@proxy:3128',
  'http://50%:password@proxy:3128',
  'ftp://proxy:3128',
  'file:///etc/proxy',
  'proxy:99999',
  'http//proxy:3128',
])('C10: the value "%s" is a mistake of the environment, and is not repeated', (text) => {
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']) {
    const read = (): unknown => proxyFor({ [name]: text });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(`The environment variable ${name} does not hold`);
    expect(read).not.toThrow(text.replace(/^http:\/\/$/, 'the whole value'));
  }
});
