import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { runCli } from '../test-kit/run-cli.ts';
import { small } from './support/sync.ts';
import { runInTerminal, type Step } from './support/terminal-session.ts';

const sandbox = await startSandbox(small);
afterAll(() => sandbox.close());

const { access_key: key, access_key_secret: secret }: Record<string, string> = Object(
  sandbox.config['credentials'],
);
const ENTER = '\r';
const DOWN = '\u001B[B';
const CTRL_C = '\u0003';

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'source-gong-'));
}

/** The four questions with these answers. */
function answers(accessKeySecret: string, { address = sandbox.url, accessKey = key, day = '' } = {}): Step[] {
  return [
    ['Address of your company', `${address}${ENTER}`],
    ['Access key', `${accessKey}${ENTER}`],
    ['Access key secret', `${accessKeySecret}${ENTER}`],
    ['First day to read', `${day}${ENTER}`],
  ];
}

describe.concurrent('init in a terminal', () => {
  test('asks, checks, and writes a file that only its owner reads', async () => {
    const folder = newFolder();
    const { exitCode, screen, bytes } = await runInTerminal(['init'], {
      folder,
      steps: answers(String(secret), { day: '2026-01-31' }),
    });
    expect([exitCode, readdirSync(folder)]).toEqual([0, ['config.json']]);
    expect(screen.replaceAll(/[\s│]+/g, ' ')).toContain('Company settings > Ecosystem > API');
    expect(screen).toContain('All streams can be read.');
    expect(screen).toContain('source-gong sync --config config.json --to gong --dry-run');
    expect(bytes).not.toContain(secret);
    const path = join(folder, 'config.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      credentials: { auth_type: 'APIKey', access_key: key, access_key_secret: secret },
      api_base_url: sandbox.url,
      start_date: '2026-01-31T00:00:00Z',
    });
    expect((await runCli(['check', '--format', 'text', '--config', path])).exitCode).toBe(0);
  });

  test('refuses at once what cannot be meant', async () => {
    const { exitCode, screen } = await runInTerminal(['init'], {
      folder: newFolder(),
      steps: [
        ['Address of your company', `us-12345.app.gong.io/home${ENTER}`],
        ['https://us-12345.api.gong.io.', CTRL_C],
      ],
    });
    expect(exitCode).toBe(130);
    expect(screen).toContain("This is the address of Gong's web pages");
  });

  test('asks again after a check that has failed, and writes what is right then', async () => {
    const folder = newFolder();
    const { exitCode, screen } = await runInTerminal(['init', '--output', 'gong.json'], {
      folder,
      steps: [
        ...answers('wrong'),
        ['What now?', ENTER],
        ['Address of your company', ENTER],
        ['Access key', ENTER],
        ['Access key secret', `${secret}${ENTER}`],
        ['First day to read', ENTER],
      ],
    });
    expect(screen).toContain('Gong refused the access key');
    expect([exitCode, readdirSync(folder)]).toEqual([0, ['gong.json']]);
    expect(readFileSync(join(folder, 'gong.json'), 'utf8')).toContain(`"${secret}"`);
  });

  test('writes nothing that has failed its check, unless it is told to', async () => {
    const folder = newFolder();
    const steps = [...answers('wrong'), ['What now?', `${DOWN}${DOWN}${ENTER}`] as const];
    expect((await runInTerminal(['init'], { folder, steps })).exitCode).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
    expect((await runInTerminal(['init', '--force'], { folder, steps: answers('wrong') })).exitCode).toBe(0);
    expect(readdirSync(folder)).toEqual(['config.json']);
  });

  test('overwrites nothing unasked', async () => {
    const folder = newFolder();
    const path = join(folder, 'config.json');
    writeFileSync(path, 'precious', { mode: 0o644 });
    const no = await runInTerminal(['init'], { folder, steps: [['Write over it?', ENTER]] });
    expect([no.exitCode, readFileSync(path, 'utf8')]).toEqual([1, 'precious']);
    const steps = [['Write over it?', 'y'] as const, ...answers(String(secret))];
    expect((await runInTerminal(['init'], { folder, steps })).exitCode).toBe(0);
    expect([readdirSync(folder), statSync(path).mode & 0o777]).toEqual([['config.json'], 0o600]);
  });

  test('Ctrl-C at any question: exit 130, and nothing is written', async () => {
    for (const asked of [1, 3]) {
      const folder = newFolder();
      const steps = answers(String(secret)).map(([waitFor, type], index): Step => [
        waitFor,
        index === asked ? CTRL_C : type,
      ]);
      const { exitCode, bytes } = await runInTerminal(['init'], { folder, steps: steps.slice(0, asked + 1) });
      expect([exitCode, readdirSync(folder)]).toEqual([130, []]);
      // The cursor is shown again.
      expect(bytes.lastIndexOf('\u001B[?25h')).toBeGreaterThan(bytes.lastIndexOf('\u001B[?25l'));
    }
  });

  test('Ctrl-C while Gong is asked: the same', async () => {
    await using slow = await startSandbox({ ...small, latencyMilliseconds: 10_000 });
    const folder = newFolder();
    const { exitCode } = await runInTerminal(['init'], {
      folder,
      steps: [...answers(String(secret), { address: slow.url }), ['Asking Gong', CTRL_C]],
    });
    expect([exitCode, readdirSync(folder)]).toEqual([130, []]);
  });
});

describe('init without a terminal', () => {
  const environment = {
    GONG_ACCESS_KEY: String(key),
    GONG_ACCESS_KEY_SECRET: String(secret),
    GONG_API_BASE_URL: sandbox.url,
  };

  test('says what to do instead of asking', async () => {
    const { exitCode, stdout, stderr } = await runCli(['init', '--output', join(newFolder(), 'config.json')]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: init asks questions.*GONG_ACCESS_KEY_SECRET.*--yes\.\n$/);
  });

  test('--yes takes the environment, and overwrites nothing without --force', async () => {
    const path = join(newFolder(), 'config.json');
    const words = ['init', '--yes', '--output', path];
    const first = await runCli(words, { ...environment, GONG_START_DATE: '2026-01-31' });
    expect([first.exitCode, first.stdout]).toEqual([0, '']);
    expect(first.stderr).toContain('All streams can be read.');
    const written = readFileSync(path, 'utf8');
    expect(JSON.parse(written)).toMatchObject({ start_date: '2026-01-31T00:00:00Z' });
    expect(statSync(path).mode & 0o777).toBe(0o600);

    const wrong = { ...environment, GONG_ACCESS_KEY_SECRET: 'wrong' };
    const second = await runCli(words, wrong);
    expect([second.exitCode, readFileSync(path, 'utf8')]).toEqual([1, written]);
    expect(second.stderr).toMatch(/^error: There is .*config\.json already\. .*--force/);
    const forced = await runCli([...words, '--force'], wrong);
    expect([forced.exitCode, JSON.parse(readFileSync(path, 'utf8'))]).toMatchObject([
      0,
      { credentials: { access_key_secret: 'wrong' } },
    ]);
  });

  test('--yes with a key that fails its check writes nothing', async () => {
    const folder = newFolder();
    const wrong = { ...environment, GONG_ACCESS_KEY_SECRET: 'wrong' };
    const { exitCode, stderr } = await runCli(['init', '--yes', '--output', join(folder, 'c.json')], wrong);
    expect([exitCode, readdirSync(folder)]).toEqual([1, []]);
    expect(stderr).toContain('Gong refused the access key');
  });

  test('--yes without an environment is a wrong command line', async () => {
    const { exitCode, stderr } = await runCli(['init', '--yes']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('GONG_ACCESS_KEY_SECRET')]);
  });

  test('a folder that does not exist is told before anything is asked of Gong', async () => {
    const words = ['init', '--yes', '--output', '/nonexistent/config.json'];
    const { exitCode, stderr } = await runCli(words, environment);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^error: The folder of .* does not exist/)]);
  });
});
