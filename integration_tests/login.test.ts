import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { CLI, runCli, type Finished } from '../test-kit/run-cli.ts';
import { company, eventsOf, newFolder, privateFile, tokensOf } from './support/oauth.ts';
import { runInTerminal, type Step } from './support/terminal-session.ts';
import { withTerminal } from '../test-kit/with-terminal.ts';

const sandbox = await startSandbox(company);
afterAll(() => sandbox.close());

const { client_id: clientId = '', client_secret: clientSecret = '' } = tokensOf(sandbox.authorize());
const environment = { GONG_CLIENT_SECRET: clientSecret, GONG_API_BASE_URL: sandbox.url };
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/oauth2\/authorize\?\S+/;

/** Runs a login without a terminal; `browse` gets the address that is to be opened. */
async function login(
  words: readonly string[],
  folder: string,
  browse: (address: string) => Promise<unknown>,
  changes: Record<string, string> = {},
): Promise<Finished> {
  const child = spawn(process.execPath, [CLI, 'login', '--port', '0', ...words], {
    cwd: folder,
    env: { ...process.env, ...environment, ...changes },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let browsed: Promise<unknown> | undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += String(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += String(chunk);
    const [address] = ADDRESS.exec(stderr) ?? [];
    // The lines behind it have come as well.
    if (address !== undefined && stderr.includes('redirect URI')) browsed ??= browse(address);
  });
  const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('close', (...end) => resolve(end));
  });
  await browsed;
  return { exitCode, signal, stdout, stderr };
}

/** The address to which Gong would send the browser, with something else in its query. */
function backFrom(address: string, query: Record<string, string>): string {
  const { searchParams } = new URL(address);
  const back = new URL(searchParams.get('redirect_uri') ?? '');
  const state = searchParams.get('state') ?? '';
  back.search = new URLSearchParams({ state, ...query }).toString();
  return back.href;
}

function configIn(folder: string): Record<string, unknown> {
  return Object(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
}

describe.concurrent('login without a terminal', () => {
  test('writes a config that works', async () => {
    const folder = newFolder();
    let page = '';
    const finished = await login(['--client-id', clientId], folder, async (address) => {
      page = await (await fetch(address)).text();
    });
    expect([finished.exitCode, finished.stdout]).toEqual([0, '']);
    expect(page).toContain('You can close this page');
    expect(finished.stderr).toContain('Next: source-gong check');
    expect(finished.stderr).not.toContain(clientSecret);
    expect(configIn(folder)).toEqual({
      api_base_url: sandbox.url,
      credentials: {
        auth_type: 'OAuth2.0',
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: expect.any(String),
        access_token: expect.any(String),
        token_expiry_date: expect.any(String),
        api_base_url_for_customer: expect.stringContaining('http://localhost:'),
        _address_hash: expect.any(String),
      },
    });
    expect(statSync(join(folder, 'config.json')).mode & 0o777).toBe(0o600);
    const before = readFileSync(join(folder, 'config.json'), 'utf8');
    const { exitCode, stdout } = await runCli(['check', '--format', 'text'], {}, folder);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^✓ callTranscripts/m)]);
    expect(stdout).toContain(`OAuth app   ${clientId}`);
    expect(readFileSync(join(folder, 'config.json'), 'utf8')).toBe(before);
  });

  test('takes nothing that is not the answer to its own request', async () => {
    const folder = newFolder();
    const statuses: number[] = [];
    const finished = await login(['--client-id', clientId], folder, async (address) => {
      const others = [
        backFrom(address, { code: 'x', state: 'of-another' }),
        new URL('/favicon.ico', backFrom(address, {})).href,
      ];
      for (const each of [...others, address]) statuses.push((await fetch(each)).status);
    });
    expect([finished.exitCode, statuses]).toEqual([0, [404, 404, 200]]);
  });

  test('a customer who does not allow it', async () => {
    const folder = newFolder();
    const { exitCode, stderr } = await login(['--client-id', clientId], folder, (address) =>
      fetch(backFrom(address, { error: 'access_denied' })),
    );
    expect([exitCode, readdirSync(folder)]).toEqual([1, []]);
    expect(stderr).toContain('error: Gong did not let the app read. Gong says: "access_denied".');
  });

  test('a code that Gong does not take', async () => {
    const folder = newFolder();
    const { exitCode, stderr } = await login(['--client-id', clientId], folder, (address) =>
      fetch(backFrom(address, { code: 'made-up-code' })),
    );
    expect([exitCode, readdirSync(folder)]).toEqual([1, []]);
    expect(stderr).toMatch(/Gong did not accept the authorization code .* Run the same command again/);
    expect(stderr).not.toContain('made-up-code');
  });

  test('again: the app and everything else stay as the config has them', async () => {
    const { api_base_url: _, ...config } = sandbox.authorize();
    const path = privateFile({ ...config, start_date: '2026-01-01T00:00:00Z', _mine: 1 });
    const folder = join(path, '..');
    const { exitCode } = await login([], folder, (address) => fetch(address), { GONG_CLIENT_SECRET: '' });
    expect(exitCode).toBe(0);
    expect(configIn(folder)).toMatchObject({ start_date: '2026-01-01T00:00:00Z', _mine: 1 });
    const { client_secret, refresh_token } = tokensOf(configIn(folder));
    expect(client_secret).toBe(clientSecret);
    expect(eventsOf(sandbox, 'issued').map((event) => event.refreshToken)).toContain(refresh_token);
  });

  test('credentials of another kind are not replaced unasked', async () => {
    const folder = newFolder();
    const path = join(folder, 'config.json');
    writeFileSync(path, JSON.stringify(sandbox.config));
    const before = readFileSync(path, 'utf8');
    const words = ['--client-id', clientId];
    const refused = await login(words, folder, () => Promise.reject(new Error('asked')));
    expect([refused.exitCode, readFileSync(path, 'utf8')]).toEqual([1, before]);
    expect(refused.stderr).toContain('--force');
    const forced = await login([...words, '--force'], folder, (address) => fetch(address));
    expect(forced.exitCode).toBe(0);
    expect(tokensOf(configIn(folder))['auth_type']).toBe('OAuth2.0');
  });

  test('nor are those of another app', async () => {
    const path = privateFile(sandbox.authorize());
    const before = readFileSync(path, 'utf8');
    const words = ['--client-id', 'ANOTHER-APP'];
    const refused = await login(words, join(path, '..'), () => Promise.reject(new Error('asked')));
    expect([refused.exitCode, readFileSync(path, 'utf8')]).toEqual([1, before]);
    expect(refused.stderr).toMatch(/signs in with another app\. .*--force/);
  });

  test.each([
    [[], /login asks questions.*--client-id/],
    [['--port', 'x'], /--port expects a number/],
  ])('%j is a wrong command line', async (words, complaint) => {
    const { exitCode, stderr } = await runCli(['login', ...words], {}, newFolder());
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(complaint)]);
  });
});

const ENTER = '\r';
const app: readonly Step[] = [
  ['Client id', `${clientId}${ENTER}`],
  ['Client secret', `${clientSecret}${ENTER}`],
];

/** Runs a login in a terminal wide enough for an address; `browse` gets the one that is to be opened. */
async function loginInTerminal(
  folder: string,
  browse: (address: string, type: (keys: string) => void) => Promise<unknown>,
): Promise<{ readonly exitCode: number | null; readonly bytes: string }> {
  const left = [...app];
  let bytes = '';
  let searchedUntil = 0;
  let browsed: Promise<unknown> | undefined;
  const exitCode = await withTerminal(['login', '--port', '0'], {
    folder,
    columns: 600,
    environment: { GONG_API_BASE_URL: sandbox.url },
    onOutput(chunk, type) {
      bytes += chunk;
      const [step] = left;
      if (step !== undefined && bytes.includes(step[0], searchedUntil)) {
        left.shift();
        searchedUntil = bytes.length;
        type(step[1]);
      }
      const [address] = ADDRESS.exec(bytes) ?? [];
      if (address !== undefined && bytes.includes('cannot open that page')) browsed ??= browse(address, type);
    },
  });
  await browsed;
  return { exitCode, bytes };
}

describe.concurrent('login in a terminal', () => {
  test('asks for the app, and ends when the browser comes back', async () => {
    const folder = newFolder();
    const { exitCode, bytes } = await loginInTerminal(folder, (address) => fetch(address));
    expect([exitCode, readdirSync(folder)]).toEqual([0, ['config.json']]);
    expect(bytes).not.toContain(clientSecret);
  });

  test('where the browser cannot come back, its address is typed', async () => {
    const folder = newFolder();
    const { exitCode } = await loginInTerminal(folder, async (address, type) => {
      const response = await fetch(address, { redirect: 'manual' });
      type(`${response.headers.get('location')}${ENTER}`);
    });
    expect([exitCode, readdirSync(folder)]).toEqual([0, ['config.json']]);
  });

  test('Ctrl-C: exit 130, and nothing is written', async () => {
    const folder = newFolder();
    const { exitCode } = await runInTerminal(['login', '--port', '0'], {
      folder,
      steps: [...app, ['cannot open that page', '\u0003']],
      environment: { GONG_API_BASE_URL: sandbox.url },
    });
    expect([exitCode, readdirSync(folder)]).toEqual([130, []]);
  });
});
