import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonFile } from '../test-kit/run-cli.ts';
import { credentials, key, search, secret } from './support/secrets.ts';
import { choose } from './support/sync.ts';

function textFile(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'file');
  writeFileSync(path, text);
  return path;
}

const inAddress = encodeURIComponent(secret);
const wrongTypes = { ...credentials, access_key: [key], access_key_secret: { secret } };

test.each([
  ['cut off', textFile(JSON.stringify({ credentials }).slice(0, -1))],
  ['no JSON', textFile(`${key}\n${secret}\n`)],
  ['a text', jsonFile(secret)],
  ['a list', jsonFile([credentials])],
  ['with credentials as a text', jsonFile({ credentials: `${key}:${secret}` })],
  ['with credentials of an unknown kind', jsonFile({ credentials: { ...credentials, auth_type: secret } })],
  ['with secrets in lists', jsonFile({ credentials: wrongTypes })],
  ['with secrets in other fields', jsonFile({ start_date: secret, num_workers: key, api_base_url: secret })],
  [
    'with a password in the address',
    jsonFile({ credentials, api_base_url: `https://key:${inAddress}@x.test` }),
  ],
])('a config %s is refused and not quoted', async (_name, path) => {
  expect(await search('check', '--config', path)).toMatchObject({ leaks: [], exitCode: 0 });
  expect(await search('discover', '--config', path)).toMatchObject({ leaks: [], exitCode: 1 });
});

test('an address that nobody answers is told without the secrets in it', async () => {
  const config = jsonFile({
    credentials,
    api_base_url: `http://127.0.0.1:9/${encodeURIComponent(key)}/${inAddress}`,
  });
  const { leaks, stdout } = await search('check', '--config', config);
  expect([leaks, stdout]).toEqual([[], expect.stringContaining('FAILED')]);
});

test('a catalog or a state that is wrong is not quoted', async () => {
  const config = ['--config', jsonFile({ credentials, api_base_url: 'http://127.0.0.1:9' })];
  const catalog = jsonFile(await choose(['calls']));
  const state = jsonFile([
    { type: key, stream: { stream_descriptor: { name: [secret] }, stream_state: secret } },
  ]);
  for (const words of [
    ['--catalog', jsonFile({ streams: [{ stream: { name: secret }, sync_mode: key }] })],
    ['--catalog', textFile(secret)],
    ['--catalog', catalog, '--state', textFile(secret)],
    ['--catalog', catalog, '--state', state],
  ]) {
    const { leaks, exitCode, stdout } = await search('read', ...config, ...words);
    expect([leaks, exitCode]).toEqual([[], 1]);
    expect(stdout).toContain('config_error');
  }
});
