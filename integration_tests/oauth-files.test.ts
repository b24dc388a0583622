import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/src/index.ts';
import { runCli, type Finished } from '../test-kit/run-cli.ts';
import { runInShell } from '../test-kit/run-in-shell.ts';
import { startCli } from '../test-kit/start-cli.ts';
import {
  company,
  eventsOf,
  newFolder,
  privateFile,
  renewedConfig,
  TOKEN_PATH,
  tokensOf,
  watchFirstUses,
} from './support/oauth.ts';

function tokensIn(path: string): Record<string, string> {
  return tokensOf(JSON.parse(readFileSync(path, 'utf8')));
}

function lastRefreshToken(sandbox: Sandbox): string | undefined {
  return eventsOf(sandbox, 'issued').at(-1)?.refreshToken;
}

function syncInto(folder: string, path: string, ...more: readonly string[]): Promise<Finished> {
  return runCli(['sync', '--config', path, '--to', join(folder, 'gong'), '--quiet', ...more]);
}

async function withSandbox(options: SandboxOptions, use: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  await using sandbox = await startSandbox({ ...company, ...options });
  await use(sandbox);
}

describe.concurrent('sync with OAuth', () => {
  test('writes each token to the config file before it uses it', () =>
    withSandbox({ tokenSeconds: 0.8, latencyMilliseconds: 250, pageSize: 10 }, async (sandbox) => {
      const config = { ...sandbox.authorize(), num_workers: 1, _mine: 'stays' };
      const path = privateFile(config);
      const { early } = watchFirstUses(sandbox, path);
      expect(await syncInto(dirname(path), path)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
      expect(eventsOf(sandbox, 'issued').length).toBeGreaterThanOrEqual(5);
      expect(eventsOf(sandbox, 'refused')).toEqual([]);
      expect(early).toEqual([]);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
        ...config,
        credentials: {
          ...tokensOf(config),
          refresh_token: lastRefreshToken(sandbox),
          access_token: eventsOf(sandbox, 'issued').at(-1)?.accessToken,
          token_expiry_date: expect.any(String),
          api_base_url_for_customer: expect.stringContaining('http://localhost:'),
          _address_hash: expect.any(String),
        },
      });
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(readdirSync(dirname(path)).toSorted()).toEqual(['config.json', 'gong']);
    }));

  test('two runs at once and one after them share a token, and the last finds its company again', () =>
    withSandbox({ faults: [{ at: 1, path: TOKEN_PATH, slowMilliseconds: 600 }] }, async (sandbox) => {
      const path = privateFile(sandbox.authorize());
      const folder = newFolder();
      const both = await Promise.all([syncInto(folder, path), syncInto(newFolder(), path)]);
      const last = await syncInto(folder, path);
      for (const each of [...both, last]) expect(each).toMatchObject({ exitCode: 0, stderr: '' });
      expect(eventsOf(sandbox, 'issued')).toHaveLength(1);
      expect(eventsOf(sandbox, 'refused')).toEqual([]);
      const { host } = new URL(sandbox.url);
      const ownHost = host.replace('127.0.0.1', 'localhost');
      const state: unknown = JSON.parse(readFileSync(join(folder, 'gong', 'state.json'), 'utf8'));
      expect(state).toMatchObject({ company: { host, own_host: ownHost } });
    }));

  test('takes the tokens that another run has renewed meanwhile', () =>
    withSandbox({ clock: '2026-10-01T00:00:00Z', latencyMilliseconds: 300 }, async (sandbox) => {
      const path = privateFile(sandbox.authorize());
      await syncInto(newFolder(), path, '--streams', 'users');
      const old = readFileSync(path, 'utf8');
      sandbox.setClock('2026-10-03T00:00:00Z');
      let renewed: Promise<Finished> | undefined;
      const events = sandbox.oauthEvents.length;
      // When the first run is refused, a second one has been faster.
      sandbox.onOAuthEvent((event) => {
        if (event.kind !== 'access' || renewed !== undefined) return;
        renewed = syncInto(newFolder(), path, '--streams', 'users');
      });
      const slow = await syncInto(newFolder(), path, '--streams', 'users');
      expect([slow.exitCode, (await renewed)?.exitCode]).toEqual([0, 0]);
      expect(readFileSync(path, 'utf8')).not.toBe(old);
      const kinds = sandbox.oauthEvents.slice(events).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'issued')).toHaveLength(1);
      expect(kinds).not.toContain('refused');
    }));

  test('renews with the secret of the app that stands in the file by then', () =>
    withSandbox({ clock: '2026-10-01T00:00:00Z', latencyMilliseconds: 100 }, async (sandbox) => {
      const config = await renewedConfig(sandbox);
      const old = { ...tokensOf(config), client_secret: 'a-secret-that-was-replaced' };
      const path = privateFile({ ...config, credentials: old });
      sandbox.onOAuthEvent(({ kind }) => {
        if (kind !== 'access' || eventsOf(sandbox, 'access').length > 1) return;
        writeFileSync(path, JSON.stringify(config));
        sandbox.setClock('2026-10-03T00:00:00Z');
      });
      const { exitCode, stderr } = await syncInto(newFolder(), path, '--streams', 'users,scorecards');
      expect([exitCode, stderr, eventsOf(sandbox, 'refused')]).toEqual([0, '', []]);
      expect(eventsOf(sandbox, 'issued')).toHaveLength(2);
    }));

  test('goes on where Gong gives the company another address, in whichever run it is found out', () =>
    withSandbox({ latencyMilliseconds: 250, pageSize: 5 }, async (sandbox) => {
      const path = privateFile({ ...sandbox.authorize(), num_workers: 1 });
      const folders = [newFolder(), newFolder(), newFolder()];
      const users = ['--streams', 'users'];
      const sync = (folder: string): Promise<Finished> => syncInto(folder, path, ...users);
      const [first = '', second = '', third = ''] = folders;
      await sync(third);
      const issued = eventsOf(sandbox, 'issued').length;
      const used = eventsOf(sandbox, 'access').length;
      sandbox.onOAuthEvent(() => {
        if (eventsOf(sandbox, 'access').length === used + 3) sandbox.moveCustomers();
      });
      const runs = await Promise.all([sync(first), sync(second)]);
      for (const run of runs) expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(eventsOf(sandbox, 'issued').length - issued).toBe(1);
      // Also one that has not run meanwhile, and one after another login.
      expect(await sync(third)).toMatchObject({ exitCode: 0, stderr: '' });
      const { _earlier_addresses, ...credentials } = tokensIn(path);
      expect(_earlier_addresses).toEqual([expect.stringContaining('//localhost:')]);
      writeFileSync(path, JSON.stringify({ ...sandbox.config, credentials }));
      const again = await Promise.all([sync(first), sync(second)]);
      for (const run of again) expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    }));

  test('a refresh token put there by hand: what another company has does not go where the last one’s is', () =>
    withSandbox({}, async (sandbox) => {
      const path = privateFile(sandbox.authorize());
      const folder = newFolder();
      expect((await syncInto(folder, path, '--streams', 'users')).exitCode).toBe(0);
      sandbox.moveCustomers();
      const { refresh_token } = tokensOf(sandbox.authorize());
      const { access_token: _access, ...credentials } = tokensIn(path);
      writeFileSync(
        path,
        JSON.stringify({ ...sandbox.config, credentials: { ...credentials, refresh_token } }),
      );
      const { exitCode, stderr } = await syncInto(folder, path, '--streams', 'users');
      expect([exitCode, stderr]).toEqual([
        1,
        expect.stringContaining('holds the records of another company'),
      ]);
      expect(tokensIn(path)).not.toHaveProperty('_earlier_addresses');
    }));

  test('renews nothing where the file cannot be written', () =>
    withSandbox({}, async (sandbox) => {
      const path = privateFile(sandbox.authorize());
      chmodSync(path, 0o400);
      const { exitCode, stderr } = await syncInto(newFolder(), path, '--streams', 'users');
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(
        /the config file cannot be written \(EACCES\): .*config\.json\. .* Nothing was renewed/,
      );
      expect(sandbox.oauthEvents).toEqual([]);
    }));

  // A file that grows beyond the limit fails, as on a disk that is full.
  test.each([
    ['what is added would not fit', (bytes: number) => 'x'.repeat(5_000 - bytes)],
    ['its letters take more than a byte', () => 'é'.repeat(2_500)],
  ])('renews nothing where the disk has too little room: %s', (_name, notes) =>
    withSandbox({}, async (sandbox) => {
      const config = { ...sandbox.authorize(), _mine: '' };
      const path = privateFile({ ...config, _mine: notes(JSON.stringify(config, undefined, 2).length) });
      const words = ['api', 'GET', '/v2/users', '--config', path];
      const { exitCode, stderr } = await runInShell(words, { before: 'ulimit -f 10;' });
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('(EFBIG)')]);
      expect(stderr).toContain('Make room where it lies. Nothing was renewed.');
      expect(sandbox.oauthEvents).toEqual([]);
    }),
  );

  test('wants a file that can be replaced: a config in a pipe is refused before anything is renewed', () =>
    withSandbox({}, async (sandbox) => {
      const path = privateFile(sandbox.authorize());
      const words = ['api', 'GET', '/v2/users', '--config', '/dev/stdin'];
      const { exitCode, stderr } = await runInShell(words, { before: `cat ${path} |` });
      expect([exitCode, stderr]).toEqual([
        1,
        expect.stringContaining('Name an ordinary file with --config.'),
      ]);
      expect(sandbox.oauthEvents).toEqual([]);
    }));

  test('wants a file: a config on stdin is refused before anything is renewed', () =>
    withSandbox({}, async (sandbox) => {
      const { child, finished } = startCli(['sync', '--config', '-', '--to', join(newFolder(), 'gong')]);
      child.stdin.end(JSON.stringify(sandbox.authorize()));
      const { exitCode, stderr } = await finished;
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining('OAuth needs a config file')]);
      expect(sandbox.oauthEvents).toEqual([]);
    }));

  test('a killed run that could not keep its tokens: the next one says so, and the way out', () =>
    withSandbox({}, async (sandbox) => {
      const path = privateFile(sandbox.authorize());
      const before = readFileSync(path, 'utf8');
      const folder = newFolder();
      const { child, finished } = startCli(['sync', '--config', path, '--to', join(folder, 'gong')]);
      sandbox.onOAuthEvent(({ kind }) => void (kind === 'issued' && child.kill('SIGKILL')));
      expect([(await finished).signal, readFileSync(path, 'utf8')]).toEqual(['SIGKILL', before]);
      const { exitCode, stderr } = await syncInto(folder, path);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/works once: it was used already, .* source-gong login in a shell/);
    }));
});

test.concurrent.each([
  ['check', ['check', '--format', 'text']],
  ['api', ['api', 'GET', '/v2/users']],
])('%s keeps what it has renewed', async (_name, words) => {
  await withSandbox({}, async (sandbox) => {
    const path = privateFile(sandbox.authorize());
    const { exitCode, stdout } = await runCli([...words, '--config', path], {}, dirname(path));
    expect(exitCode).toBe(0);
    const { accessToken = '' } = eventsOf(sandbox, 'issued')[0] ?? {};
    expect(stdout).not.toContain(accessToken);
    expect(tokensIn(path)).toMatchObject({
      access_token: accessToken,
      refresh_token: lastRefreshToken(sandbox),
    });
  });
});

test('what is edited in the file while a run goes on is kept', () =>
  withSandbox({ latencyMilliseconds: 100 }, async (sandbox) => {
    const config = sandbox.authorize();
    const path = privateFile(config);
    sandbox.onOAuthEvent(({ kind }) => {
      if (kind === 'issued') writeFileSync(path, JSON.stringify({ ...config, lookback_window_days: 3 }));
    });
    expect((await syncInto(newFolder(), path, '--streams', 'users')).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ lookback_window_days: 3 });
    expect(tokensIn(path)['refresh_token']).toBe(lastRefreshToken(sandbox));
  }));
