import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../sandbox/src/index.ts';
import { checkRead } from '../test-kit/airbyte-output.ts';
import { findDifferences } from '../test-kit/expected-rows.ts';
import { catalogOf, everyStream } from '../test-kit/read-sandbox.ts';
import { jsonFile, runCommand } from '../test-kit/run-cli.ts';
import {
  company,
  configsIn,
  eventsOf,
  newFolder,
  parseFinished,
  readWords,
  renewedConfig,
  runInto,
  tokensOf,
  watchFirstUses,
} from './support/oauth.ts';

/** Whatever happens, a refresh token is given once, and what Gong has issued is in the configs that were sent. */
function expectRotation(sandbox: Sandbox, configs: readonly unknown[]): void {
  const issued = eventsOf(sandbox, 'issued');
  expect(new Set(issued.map(({ used }) => used)).size).toBe(issued.length);
  expect(eventsOf(sandbox, 'refused')).toEqual([]);
  const sent = configs.map((config) => tokensOf(Object(config)));
  expect(sent.map(({ access_token, refresh_token }) => [access_token, refresh_token])).toEqual(
    issued.map(({ accessToken, refreshToken }) => [accessToken, refreshToken]),
  );
}

describe.concurrent('a read with OAuth', () => {
  test('over tokens that live for moments: each CONTROL comes before the first use of its token', async () => {
    await using sandbox = await startSandbox({
      ...company,
      tokenSeconds: 0.8,
      latencyMilliseconds: 250,
      pageSize: 10,
    });
    const config = sandbox.authorize();
    const stdoutPath = join(newFolder(), 'stdout');
    const { early } = watchFirstUses(sandbox, stdoutPath);
    const words = [...readWords({ ...config, num_workers: 1 }), '--debug'];
    const finished = await runInto(stdoutPath, words);
    expect([finished.exitCode, finished.stderr]).toEqual([0, '']);
    const output = parseFinished(finished);
    checkRead(output, catalogOf());
    expect(findDifferences(sandbox, everyStream, output)).toEqual([]);
    const configs = configsIn(output);
    expect(configs.length).toBeGreaterThanOrEqual(5);
    expectRotation(sandbox, configs);
    expect(early).toEqual([]);
    const credentials = {
      ...tokensOf(config),
      refresh_token: expect.any(String),
      access_token: expect.any(String),
      token_expiry_date: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      api_base_url_for_customer: sandbox.url.replace('127.0.0.1', 'localhost'),
    };
    for (const each of configs) expect(each).toEqual({ ...config, num_workers: 1, credentials });
    // No token is in any other message, whatever is logged.
    const lines = finished.stdout.split('\n').filter((line) => !line.startsWith('{"type":"CONTROL"'));
    const others = lines.join('\n');
    for (const { accessToken, refreshToken } of eventsOf(sandbox, 'issued')) {
      expect([others.includes(accessToken), others.includes(refreshToken)]).toEqual([false, false]);
    }
  });

  test('over two days of the sandbox’s clock: a token that Gong refuses is renewed, and the request is repeated', async () => {
    const start = Date.UTC(2026, 10, 1);
    await using sandbox = await startSandbox({
      ...company,
      until: '2026-11-01T00:00:00Z',
      clock: new Date(start).toISOString(),
      pageSize: 10,
      tokenSeconds: 8 * 3600,
    });
    const stdoutPath = join(newFolder(), 'stdout');
    const { early } = watchFirstUses(sandbox, stdoutPath);
    let hours = 0;
    sandbox.onOAuthEvent(({ kind }) => {
      if (kind !== 'access' || hours >= 48) return;
      hours += 2;
      sandbox.setClock(new Date(start + hours * 3_600_000).toISOString());
    });
    const finished = await runInto(stdoutPath, readWords({ ...sandbox.authorize(), num_workers: 1 }));
    expect(finished.exitCode).toBe(0);
    const output = parseFinished(finished);
    checkRead(output, catalogOf());
    const configs = configsIn(output);
    expect(configs.length).toBeGreaterThanOrEqual(5);
    expectRotation(sandbox, configs);
    expect(early).toEqual([]);
    expect(eventsOf(sandbox, 'access').some(({ status }) => status === 401)).toBe(true);
  });

  test('streams that are refused at once make one renewal', async () => {
    await using sandbox = await startSandbox({
      ...company,
      clock: '2026-10-01T00:00:00Z',
      latencyMilliseconds: 100,
    });
    const config = await renewedConfig(sandbox);
    sandbox.setClock('2026-10-03T00:00:00Z');
    const before = eventsOf(sandbox, 'issued').length;
    const { output, exitCode } = await runCommand(...readWords(config, ['users', 'scorecards']));
    expect([exitCode, configsIn(output).length]).toEqual([0, 1]);
    expect(eventsOf(sandbox, 'issued').length - before).toBe(1);
    expect(eventsOf(sandbox, 'access').map(({ status }) => status)).toEqual([401, 401, 200, 200]);
  });

  test('a token that is good is used as it is, at the address that came with it', async () => {
    await using sandbox = await startSandbox(company);
    const config = await renewedConfig(sandbox);
    const { output, exitCode } = await runCommand(...readWords(config, ['users']));
    expect([exitCode, configsIn(output)]).toEqual([0, []]);
    expect(eventsOf(sandbox, 'access').map(({ status }) => status)).toEqual([200]);
  });
});

describe.concurrent('check and discover with OAuth', () => {
  test('a check sends the config before it uses the token', async () => {
    await using sandbox = await startSandbox(company);
    const stdoutPath = join(newFolder(), 'stdout');
    const { early } = watchFirstUses(sandbox, stdoutPath);
    const path = jsonFile(sandbox.authorize());
    const before = readFileSync(path, 'utf8');
    const output = parseFinished(await runInto(stdoutPath, ['check', '--config', path]));
    expect(output.single('CONNECTION_STATUS').connectionStatus).toEqual({ status: 'SUCCEEDED' });
    expectRotation(sandbox, configsIn(output));
    expect([configsIn(output).length, early]).toEqual([1, []]);
    // It is the platform that keeps it.
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('discover asks for nothing, and needs no token that works', async () => {
    await using sandbox = await startSandbox(company);
    const config = sandbox.authorize();
    sandbox.revokeTokens();
    const { exitCode, output } = await runCommand('discover', '--config', jsonFile(config));
    expect([exitCode, output.messages.map(({ type }) => type)]).toEqual([0, ['CATALOG']]);
    expect([sandbox.oauthEvents.length, sandbox.requests.length]).toEqual([0, 0]);
  });

  test('a check names the scopes that the app was not allowed, and renews nothing for them', async () => {
    await using sandbox = await startSandbox(company);
    const config = sandbox.authorize(['api:users:read', 'api:calls:read:basic']);
    const { output } = await runCommand('check', '--config', jsonFile(config));
    expect(output.single('CONNECTION_STATUS').connectionStatus.status).toBe('SUCCEEDED');
    const warnings = output.logs('WARN').map(({ message }) => message);
    expect(warnings.join('\n')).toContain('Missing scope: api:calls:read:transcript.');
    expect(eventsOf(sandbox, 'issued')).toHaveLength(1);
  });
});
