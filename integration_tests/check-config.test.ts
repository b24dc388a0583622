import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jsonFile, runCli, runCommand } from '../test-kit/run-cli.ts';
import { choose, validConfig } from './support/sync.ts';

const { credentials } = validConfig;

/** A check of a bad config is FAILED, in one message, with exit 0. */
async function refusalOf(path: string): Promise<string> {
  const { exitCode, stderr, output } = await runCommand('check', '--config', path);
  expect([exitCode, stderr, output.messages.length]).toEqual([0, '', 1]);
  const { status, message = '' } = output.single('CONNECTION_STATUS').connectionStatus;
  expect(status).toBe('FAILED');
  return message;
}

function textFile(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'config.json');
  writeFileSync(path, text);
  return path;
}

test.each([
  ['is no JSON', textFile('access_key: not-to-be-told'), 'is not valid JSON'],
  ['is empty', textFile(''), 'is not valid JSON'],
  ['was cut off', textFile('{"credentials": {"access_key": "not-to-be-told'), 'is not valid JSON'],
  ['does not exist', '/nonexistent/config.json', 'cannot be read (ENOENT)'],
  ['is a folder', tmpdir(), 'cannot be read (EISDIR)'],
  ['is a list', textFile('[{"access_key":"not-to-be-told"}]'), 'not a JSON object'],
  ['is a text', textFile('"not-to-be-told"'), 'not a JSON object'],
  ['is null', textFile('null'), 'not a JSON object'],
])('a config file that %s', async (_name, path, fault) => {
  const message = await refusalOf(path);
  expect(message).toContain(fault);
  expect(message).not.toContain('not-to-be-told');
});

const wrong = {
  start_date: '2026-13-77 told',
  lookback_window_days: -71,
  api_base_url: 'ftp://told.example',
  include_private_calls: 'told',
  num_workers: 9971,
  requests_per_second: -71,
  daily_request_limit: 0.71,
};

test('all faults are named at once by their paths, and no value', async () => {
  const message = await refusalOf(
    jsonFile({ ...wrong, credentials: { auth_type: 'APIKey', access_key: 7171, access_key_secret: '' } }),
  );
  const paths = [...Object.keys(wrong), 'credentials.access_key', 'credentials.access_key_secret'];
  for (const path of paths) expect(message).toContain(`${path}: `);
  expect(message).not.toMatch(/told|71/);
});

test.each([
  [{}, 'credentials: is required'],
  [{ credentials: null }, 'credentials: is required'],
  [{ credentials: 'told' }, 'credentials: must be object'],
  [{ credentials: ['told'] }, 'credentials'],
  [{ credentials: {} }, 'credentials.auth_type: '],
  [{ credentials: { ...credentials, auth_type: 'told' } }, 'credentials.auth_type: '],
  [{ credentials: { auth_type: 'APIKey' } }, 'credentials.access_key: is required'],
  [{ credentials: { auth_type: 'APIKey', access_key: 'k' } }, 'credentials.access_key_secret: is required'],
  [{ credentials, api_base_url: 'http://told.example' }, 'api_base_url: must begin with https://'],
  [{ credentials, api_base_url: 'https://told:told@example.com' }, 'api_base_url: '],
  [{ credentials, api_base_url: 7 }, 'api_base_url: must be string'],
])('%j is refused', async (config, fault) => {
  const message = await refusalOf(jsonFile(config));
  expect(message.split(fault)).toHaveLength(2);
  expect(message).not.toContain('told');
});

test.each([
  ['is no JSON', textFile('access_key: not-to-be-told')],
  ['has a fault', jsonFile({ ...validConfig, num_workers: 0 })],
])('a read with a config that %s is one config_error in the words of the check', async (_name, path) => {
  const catalog = jsonFile(await choose(['users']));
  const { exitCode, stderr, output } = await runCommand('read', '--config', path, '--catalog', catalog);
  expect([exitCode, stderr, output.messages.length]).toEqual([1, '', 1]);
  const message = await refusalOf(path);
  expect(output.errors()).toMatchObject([{ failure_type: 'config_error', message }]);
});

test.each([
  ['keys of others', { ...validConfig, _limit: 1, __injected: { a: null }, more: [] }],
  ['nulls for what is optional', { ...validConfig, start_date: null, num_workers: null, api_base_url: null }],
  ['an empty start date', { ...validConfig, start_date: '' }],
  ['the flat form of 0.4', { access_key: 'k', access_key_secret: 's', start_date: '2026-01-01T00:00:00Z' }],
])('%s are taken', async (_name, config) => {
  expect((await runCli(['discover', '--config', jsonFile(config)])).exitCode).toBe(0);
});
