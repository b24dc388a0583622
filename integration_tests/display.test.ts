import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { checkRead, parseOutput, type Output } from '../test-kit/airbyte-output.ts';
import { findDifferences } from '../test-kit/expected-rows.ts';
import { catalogOf, everyStream, readArguments, small } from '../test-kit/read-sandbox.ts';
import { jsonFile, runCli } from '../test-kit/run-cli.ts';
import { withTerminal, type TerminalOptions } from '../test-kit/with-terminal.ts';
import { TerminalScreen } from '../test-kit/terminal-screen.ts';
import { directoryToBe, loudSyncArguments, syncTo } from './support/directory.ts';

interface Watched {
  readonly exitCode: number | null;
  readonly screen: TerminalScreen;
  /** All that the terminal got. */
  readonly written: string;
  readonly output: Output;
}

interface WatchOptions extends TerminalOptions {
  /** Returns keys to be typed once, when the screen looks like this. */
  readonly keysAt?: (screen: TerminalScreen) => string | undefined;
}

/** Runs the CLI on a terminal, with its stdout in a file, and watches the screen. */
async function watch(args: readonly string[], options: WatchOptions = {}): Promise<Watched> {
  const { keysAt = () => undefined, columns = 80 } = options;
  const stdoutPath = join(mkdtempSync(join(tmpdir(), 'source-gong-')), 'messages.jsonl');
  const screen = new TerminalScreen(columns);
  let written = '';
  let keys: string | undefined;
  const exitCode = await withTerminal(args, {
    ...options,
    columns,
    stdoutPath,
    onOutput(chunk, type) {
      written += chunk;
      screen.write(chunk);
      if (keys !== undefined) return;
      keys = keysAt(screen);
      if (keys !== undefined) type(keys);
    },
  });
  return { exitCode, screen, written, output: parseOutput(readFileSync(stdoutPath, 'utf8')) };
}

test('read > file shows on a terminal how far it is, and in the file are messages alone', async () => {
  await using sandbox = await startSandbox({
    ...small,
    latencyMilliseconds: 60,
    faults: [{ at: 9, status: 429, retryAfter: '1' }],
  });
  const { exitCode, screen, written, output } = await watch(readArguments(sandbox), { columns: 120 });
  expect(exitCode).toBe(0);
  checkRead(output, catalogOf());
  expect(findDifferences(sandbox, everyStream, output)).toEqual([]);
  expect(written).toMatch(/waits until \d\d:\d\d:\d\d UTC \([01] s\), as Gong asked/);
  expect(screen.isClean).toBe(true);
  const [warning, , ...table] = screen.text.trimEnd().split('\n');
  expect(warning).toMatch(/^warning: HTTP 429 from .*: attempt 2 in /);
  for (const [index, stream] of everyStream.entries()) {
    const count = output.of('RECORD').filter(({ record }) => record.stream === stream).length;
    expect(table[index]).toMatch(new RegExp(`^✓ ${stream} +${count} .* \\d+$`));
  }
  expect(table.at(everyStream.length)).toMatch(/^\d+ records, \d+ requests, \d+\.\d seconds$/);
});

test('Ctrl-C leaves a terminal as it was, and a summary', async () => {
  await using sandbox = await startSandbox({ ...small, calls: 400, latencyMilliseconds: 100 });
  const { exitCode, screen, written, output } = await watch(readArguments(sandbox), {
    columns: 40,
    keysAt: ({ text }) => (/calls +[1-9]\d* of/.test(text) ? '\u0003' : undefined),
  });
  expect(exitCode).toBe(130);
  checkRead(output, catalogOf(), { aborted: true });
  expect(screen.text).toMatch(/✗ extensiveCalls +\d+ of \d+\n/);
  expect(screen.text.match(/✗ extensiveCalls/g)).toHaveLength(1);
  expect(screen.isClean).toBe(true);
  // A cursor that was never hidden cannot stay hidden.
  expect(written).not.toContain('[?25');
});

test('on a terminal that obeys nothing there are lines', async () => {
  await using sandbox = await startSandbox(small);
  const { exitCode, written } = await watch(readArguments(sandbox), {
    environment: { TERM: 'dumb' },
  });
  expect(exitCode).toBe(0);
  expect(written).not.toContain('\u001B');
  const lines = written.trimEnd().split('\r\n');
  const time = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ `;
  expect(lines.filter(({ length }) => length > 80)).toEqual([]);
  expect(lines.slice(0, 3).join(' ')).toMatch(
    new RegExp(`${time}Reading users, calls, .* requests a second and [\\d,]+ a day$`),
  );
  expect(lines.find((line) => line.includes(' users: '))).toMatch(
    new RegExp(`${time}users: 45 records, 3 requests$`),
  );
});

describe('sync --to without a terminal', () => {
  const refused = { ...small, missingScopes: ['api:users:read'] };

  test('writes a line at the start, at a wait, at errors, and a summary', async () => {
    await using sandbox = await startSandbox({
      ...refused,
      faults: [{ at: 1, path: '/v2/settings/scorecards', status: 429, retryAfter: '1' }],
    });
    const { exitCode, stdout, stderr } = await runCli(loudSyncArguments(sandbox, directoryToBe()));
    expect([exitCode, stdout]).toEqual([1, '']);
    const lines = stderr.trimEnd().split('\n');
    const untimed = lines.map((line) => line.replace(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ /, ''));
    expect(lines.filter((line, index) => line === untimed[index])).toEqual([]);
    const [start, ...others] = untimed;
    expect(start).toMatch(/^Reading users, calls, extensiveCalls, .*, with at most /);
    for (const line of [
      /^Gong asked for a pause until \d{4}.*Z \(1 s\)$/,
      /^error: users: Gong refused GET \/v2\/users/,
      /^users: 0 records, 1 request, not read to the end$/,
      /^calls: \d+ records, \d+ requests?$/,
      /^private calls left out, since include_private_calls is false: (\d+) of calls, \1 of extensiveCalls, /,
      /^callTranscripts: \d+ transcripts? not there yet; later syncs ask for them again$/,
    ]) {
      expect(others.filter((each) => line.test(each))).toHaveLength(1);
    }
    // The line of the pause says it.
    expect(stderr).not.toContain('HTTP 429');
  });

  test('tells a wrong key once, behind the summary, and of no stream', async () => {
    await using sandbox = await startSandbox(small);
    const credentials = { auth_type: 'APIKey', access_key: 'WRONG', access_key_secret: 'WRONG' };
    const wrong = { ...sandbox, config: { ...sandbox.config, credentials } };
    const { exitCode, stderr } = await runCli(
      loudSyncArguments(wrong, directoryToBe(), '--streams', 'users,scorecards'),
    );
    expect(exitCode).toBe(1);
    expect(stderr.match(/error: .*/g)).toEqual([
      expect.stringMatching(/^error: Gong refused the access key/),
    ]);
    expect(stderr.trimEnd().split('\n').at(-1)).toContain('error: ');
  });

  test('writes with --quiet its errors alone', async () => {
    await using sandbox = await startSandbox(refused);
    const { exitCode, stderr } = await syncTo(sandbox, directoryToBe(), '--streams', 'users');
    expect(exitCode).toBe(1);
    expect(stderr.match(/^error: users: Gong refused/gm)).toHaveLength(1);
    expect(stderr.split('\n').filter((line) => !/^error: |^$/.test(line))).toEqual([]);
  });
});

test('--quiet shows errors and nothing else', async () => {
  await using sandbox = await startSandbox({ ...small, missingScopes: ['api:users:read'] });
  const args = [...readArguments(sandbox, { streams: ['users', 'scorecards'] }), '--quiet'];
  const { exitCode, screen, output } = await watch(args, { columns: 500 });
  expect(exitCode).toBe(1);
  expect(output.errors()).toHaveLength(1);
  const [error, failed, ...rest] = screen.text.split('\n');
  expect(error).toMatch(/^error: users: Gong refused GET \/v2\/users/);
  expect(failed).toBe('error: During the sync, these streams did not sync successfully: users');
  expect(rest).toEqual(['']);
});

test('an error of the config is seen on the terminal, and is a message in the file', async () => {
  const { exitCode, screen, output } = await watch([
    'read',
    '--config',
    jsonFile({}),
    '--catalog',
    jsonFile(catalogOf()),
  ]);
  expect(exitCode).toBe(1);
  expect(output.errors()).toHaveLength(1);
  expect(screen.text).toMatch(/^error: Config validation error: /);
});
