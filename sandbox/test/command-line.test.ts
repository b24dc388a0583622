import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as sandboxSource from '../src/index.ts';
import { ask, parseRow, rowsOf } from './gong-client.ts';

const root = join(import.meta.dirname, '..');
const built = mkdtempSync(join(tmpdir(), 'gong-sandbox-'));

beforeAll(() => {
  const words = ['--import', 'tsx', join(root, 'scripts', 'build.ts'), built];
  execFileSync(process.execPath, words, { stdio: 'inherit' });
});

afterAll(() => rmSync(built, { recursive: true }));

function run(...options: readonly string[]): ChildProcess {
  return spawn(process.execPath, [join(built, 'main.js'), ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
}

test('what the sandbox can play is chosen on its command line', async () => {
  const options =
    '--calls 150 --until 2026-11-01T00:00:00Z --requests-per-second 0 --latency-ms 1 --latency-jitter 0.5 ' +
    '--order ascending-but-for-the-last --totals=-5 --short-pages 1 --count-lead --resign-media ' +
    '--clock 2026-12-01T00:00:00Z --edited-share 0.1 --deleted-share 0.1';
  const child = run(...options.split(' '));
  const [printed] = child.stdout === null ? [] : await once(child.stdout, 'data');
  const { url, config } = parseRow(String(printed));
  const sandbox = { url: String(url), config: Object(config) };
  const reply = await ask(sandbox, '/v2/calls');
  expect(reply.body.records?.totalRecords).toBe(-5);
  expect(rowsOf(reply, 'calls').length).toBeLessThan(100);
  expect((await fetch(`${sandbox.url}/sandbox/changes`)).status).toBe(200);
  child.kill();
  await once(child, 'exit');
});

test('credentials that see no calls are chosen there too', async () => {
  const child = run('--calls', '5', '--no-sees-calls');
  const [printed] = child.stdout === null ? [] : await once(child.stdout, 'data');
  const { url, config } = parseRow(String(printed));
  expect((await ask({ url: String(url), config: Object(config) }, '/v2/calls')).status).toBe(404);
  child.kill();
  await once(child, 'exit');
});

test('and scopes that the credentials lack', async () => {
  const child = run('--calls', '5', '--missing-scopes', 'api:calls:read:basic, api:users:read');
  const [printed] = child.stdout === null ? [] : await once(child.stdout, 'data');
  const { url, config } = parseRow(String(printed));
  const sandbox = { url: String(url), config: Object(config) };
  expect((await ask(sandbox, '/v2/calls')).status).toBe(401);
  expect((await ask(sandbox, '/v2/users')).status).toBe(401);
  expect((await ask(sandbox, '/v2/settings/scorecards')).status).toBe(200);
  const port = new URL(sandbox.url).port;
  const second = run('--port', port);
  const said = second.stderr === null ? '' : text(second.stderr);
  const [code] = await once(second, 'exit');
  expect([code, await said]).toEqual([
    2,
    `gong-sandbox: port ${port} is in use: choose another with --port, or leave it out.\n`,
  ]);
  child.kill();
  await once(child, 'exit');
});

test.each([
  [['--totals', 'zeros'], 'totals is none of'],
  [['--clock', 'noon'], 'clock is not an ISO instant'],
  [['--latency-jitter', '20'], 'latencyJitter is not a share'],
  [['--calls', 'many'], '--calls must be a number'],
  [['--call', '7'], "Unknown option '--call'"],
])('%j is refused with a word about it', async (options, complaint) => {
  const child = run(...options);
  const said = child.stderr === null ? '' : text(child.stderr);
  const [code] = await once(child, 'exit');
  expect(code).toBe(2);
  expect(await said).toContain(complaint);
});

test('the options are shown', async () => {
  const child = run('--help');
  const shown = child.stdout === null ? '' : await text(child.stdout);
  expect(shown).toContain('--latency-ms <n>');
  expect(shown).toContain('gong-sandbox --port 8080');
});

test('others can import it', async () => {
  const { startSandbox }: typeof sandboxSource = await import(join(built, 'index.js'));
  await using sandbox = await startSandbox({ calls: 7 });
  expect((await ask(sandbox, '/v2/calls')).body.records?.totalRecords).toBe(7);
});
