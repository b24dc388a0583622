import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLoginFile, type LoginFile } from '../../src/commands/login-file.ts';

const app = { auth_type: 'OAuth2.0', client_id: 'APP', client_secret: 's', refresh_token: 'r0' };
const written = { ...app, refresh_token: 'r1' };
const { signal } = new AbortController();

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'login-file-'));
  path = join(folder, 'config.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(value: object): void {
  writeFileSync(path, JSON.stringify(value));
}

function config(): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function open(): Promise<LoginFile> {
  return openLoginFile(path, undefined, signal);
}

test('what is edited meanwhile stays', async () => {
  put({ credentials: app });
  const file = await open();
  put({ credentials: { ...app, refresh_token: 'of a run' }, lookback_window_days: 30 });
  await file.write(written, () => {});
  expect(config()).toEqual({ credentials: written, lookback_window_days: 30 });
});

test.each([
  ['another app', { credentials: { ...app, client_id: 'ANOTHER' } }],
  ['an access key', { credentials: { auth_type: 'APIKey', access_key: 'k', access_key_secret: 's' } }],
  ['another address', { credentials: app, api_base_url: 'https://us-1.api.gong.io' }],
])('a file that has %s meanwhile is left alone', async (_name, other) => {
  put({ credentials: app });
  const file = await open();
  put(other);
  await expect(file.write(written, () => {})).rejects.toThrow('was changed while this ran');
  expect(config()).toEqual(other);
});

test('so is one that was made meanwhile', async () => {
  const file = await open();
  put({ credentials: app });
  await expect(file.write(written, () => {})).rejects.toThrow('was changed while this ran');
  expect(config()).toEqual({ credentials: app });
});

test('the app of the file is known', async () => {
  put({ credentials: app });
  expect(await open()).toMatchObject({ clientId: 'APP', hasOtherCredentials: false });
});

test('a new file that could not be written shows at once', async () => {
  symlinkSync('nowhere/config.json', path);
  await expect(open()).rejects.toThrow('cannot be written (EEXIST)');
  expect(readdirSync(folder)).toEqual(['config.json']);
});
