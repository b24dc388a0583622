import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox/src/index.ts';
import { parseOutput, type Output } from '../test-kit/airbyte-output.ts';
import { jsonFile, runCli, runCommand } from '../test-kit/run-cli.ts';
import { startCli } from '../test-kit/start-cli.ts';
import {
  company,
  configsIn,
  eventsOf,
  newFolder,
  privateFile,
  readWords,
  renewedConfig,
  runInto,
  TOKEN_PATH,
  tokensOf,
} from './support/oauth.ts';

const AGAIN = /Authenticate again: with "Re-authenticate" .* source-gong login/;

/** The message of a check that has to fail. */
async function failureOf(config: unknown): Promise<string> {
  const { output, exitCode } = await runCommand('check', '--config', jsonFile(config));
  const { status, message = '' } = output.single('CONNECTION_STATUS').connectionStatus;
  expect([exitCode, status]).toEqual([0, 'FAILED']);
  return message;
}

async function withSandbox<Result>(
  options: SandboxOptions,
  use: (sandbox: Sandbox) => Promise<Result>,
): Promise<Result> {
  await using sandbox = await startSandbox({ ...company, ...options });
  return await use(sandbox);
}

/** The one error of a read in which nothing could be read. */
function errorOf(output: Output): { readonly failure_type: string; readonly message: string } {
  const [error] = output.errors();
  if (error === undefined) throw new Error('no error came');
  return error;
}

describe.concurrent('tokens that are not accepted', () => {
  test('a refresh token that was used already', () =>
    withSandbox({}, async (sandbox) => {
      const config = sandbox.authorize();
      await runCommand('check', '--config', jsonFile(config));
      const message = await failureOf(config);
      expect(message).toMatch(
        /^Gong did not accept the refresh token \(HTTP 400\)\. Gong says: "Refresh token/,
      );
      expect(message).toMatch(AGAIN);
      expect(eventsOf(sandbox, 'refused')).toHaveLength(1);
    }));

  test('what the app was allowed is revoked', () =>
    withSandbox({}, async (sandbox) => {
      const config = await renewedConfig(sandbox);
      sandbox.revokeTokens();
      expect(await failureOf(config)).toMatch(AGAIN);
    }));
});

describe.concurrent('trusted IP addresses', () => {
  test('the list for API access is named', () =>
    withSandbox({ trustedAddresses: ['203.0.113.7'] }, async (sandbox) => {
      const message = await failureOf(await renewedConfig(sandbox));
      expect(message).toMatch(/^Gong refused the address of this machine \(HTTP 403\)/);
      expect(message).toContain('the trusted IP addresses for API access (the list for refreshing tokens is');
    }));

  test('the list for refreshing tokens is named, and nothing is used up', () =>
    withSandbox({ trustedRefreshAddresses: ['203.0.113.7'] }, async (sandbox) => {
      const config = sandbox.authorize();
      const message = await failureOf(config);
      expect(message).toMatch(/^Gong refused to renew the tokens \(HTTP 403\)/);
      expect(message).toContain('the one for refreshing tokens. The one for API access does not count here.');
      expect(eventsOf(sandbox, 'issued')).toEqual([]);
    }));
});

describe.concurrent('tokens that get lost', () => {
  test('a run that is killed before it could send them: the next one says so, and the way out', () =>
    withSandbox({}, async (sandbox) => {
      const words = readWords(sandbox.authorize(), ['users']);
      const killed = await runInto(join(newFolder(), 'stdout'), words, {
        onStart: (child) =>
          sandbox.onOAuthEvent(({ kind }) => void (kind === 'issued' && child.kill('SIGKILL'))),
      });
      expect([killed.signal, killed.stdout.includes('CONTROL"')]).toEqual(['SIGKILL', false]);
      const { output, exitCode } = await runCommand(...words);
      expect(exitCode).toBe(1);
      expect(errorOf(output).failure_type).toBe('config_error');
      expect(errorOf(output).message).toMatch(/possibly by a run that was broken off/);
      expect(errorOf(output).message).toMatch(AGAIN);
      expect(eventsOf(sandbox, 'access')).toEqual([]);
    }));

  test('a response that did not arrive: the next attempt tells what that means', () =>
    withSandbox({ faults: [{ at: 1, path: TOKEN_PATH, reset: true }] }, async (sandbox) => {
      const message = await failureOf(sandbox.authorize());
      expect(message).toMatch(/^New tokens were lost: Gong's response that held them did not arrive/);
      expect(message).toMatch(AGAIN);
    }));

  test('a refusal that may pass is sat out', () =>
    withSandbox({ faults: [{ at: 1, path: TOKEN_PATH, status: 503 }] }, async (sandbox) => {
      const { output } = await runCommand('check', '--config', jsonFile(sandbox.authorize()));
      expect(output.single('CONNECTION_STATUS').connectionStatus.status).toBe('SUCCEEDED');
      expect(configsIn(output)).toHaveLength(1);
    }));
});

/** Why streams said that they wait. */
function reasonsIn(output: Output): unknown[] {
  return output
    .of('TRACE')
    .flatMap(({ trace }) => (trace.type === 'STREAM_STATUS' ? (trace.stream_status.reasons ?? []) : []));
}

/** A config with a good access token that is about to end. */
async function endingConfig(sandbox: Sandbox): Promise<Record<string, unknown>> {
  const config = await renewedConfig(sandbox);
  const token_expiry_date = new Date(Date.now() + 240_000).toISOString();
  return { ...config, credentials: { ...tokensOf(config), token_expiry_date } };
}

describe.concurrent('trouble where tokens are issued', () => {
  test('with a good token in hand a read goes on with that, and says so', () =>
    withSandbox({}, async (sandbox) => {
      const config = await endingConfig(sandbox);
      sandbox.addFaults([{ at: 1, times: 100, path: TOKEN_PATH, status: 429, retryAfter: '1800' }]);
      const { output, exitCode } = await runCommand(...readWords(config, ['users', 'scorecards']));
      expect([exitCode, configsIn(output).length]).toEqual([0, 0]);
      expect(output.logs('WARN').map(({ message }) => message)).toEqual([
        expect.stringMatching(
          /could not be renewed ahead of time \(HTTP 429 .* goes on with the access token/,
        ),
      ]);
      expect(eventsOf(sandbox, 'access').map(({ status }) => status)).toEqual([200, 200]);
    }));

  test('with a good token in hand nobody waits for another run that is at it', () =>
    withSandbox({}, async (sandbox) => {
      const path = privateFile(await endingConfig(sandbox));
      sandbox.addFaults([{ at: 1, path: TOKEN_PATH, slowMilliseconds: 60_000 }]);
      const words = ['api', 'GET', '/v2/users', '--config', path];
      const first = startCli(words);
      await expect.poll(() => eventsOf(sandbox, 'issued').length, { timeout: 10_000 }).toBe(2);
      expect(await runCli(words)).toMatchObject({ exitCode: 0, stderr: '' });
      first.child.kill('SIGKILL');
      await first.finished;
    }));

  test('without one each wait is said, and shown as the rate limit that it is', () =>
    withSandbox({ faults: [{ at: 1, path: TOKEN_PATH, status: 429, retryAfter: '1' }] }, async (sandbox) => {
      const { output, exitCode } = await runCommand(...readWords(sandbox.authorize(), ['users']));
      expect(exitCode).toBe(0);
      expect(output.logs('WARN').map(({ message }) => message)).toEqual([
        expect.stringMatching(/^HTTP 429 from POST \/oauth2\/generate-customer-token: attempt 2 in 1\.\d s$/),
      ]);
      expect(reasonsIn(output)).toEqual([
        { type: 'RATE_LIMITED', rate_limited: { quota_reset: expect.any(Number) } },
      ]);
    }));

  test('without one a run waits for another that is at it, and says so', () =>
    withSandbox({ faults: [{ at: 1, path: TOKEN_PATH, slowMilliseconds: 2_000 }] }, async (sandbox) => {
      const path = privateFile(sandbox.authorize());
      const both = [1, 2].map(() => runCli(['api', 'GET', '/v2/users', '--config', path]));
      const finished = await Promise.all(both);
      expect(finished.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      expect(finished.map(({ stderr }) => stderr).toSorted()).toEqual([
        '',
        expect.stringMatching(/Another process is renewing the OAuth tokens of the same config file/),
      ]);
      expect(eventsOf(sandbox, 'issued')).toHaveLength(1);
    }));
});

describe.concurrent('a reader that goes away', () => {
  test('before the tokens are renewed: nothing is renewed', () =>
    withSandbox({}, async (sandbox) => {
      const { child, finished } = startCli(readWords(sandbox.authorize(), ['users']));
      child.stdout.destroy();
      expect((await finished).exitCode).toBe(1);
      expect(sandbox.oauthEvents).toEqual([]);
    }));

  test('while they are renewed: the new token is not used', () =>
    withSandbox({ faults: [{ at: 1, path: TOKEN_PATH, slowMilliseconds: 300 }] }, async (sandbox) => {
      const { child, finished } = startCli(readWords(sandbox.authorize(), ['users']));
      sandbox.onOAuthEvent(({ kind }) => void (kind === 'issued' && child.stdout.destroy()));
      expect((await finished).exitCode).toBe(1);
      expect(sandbox.oauthEvents.map(({ kind }) => kind)).toEqual(['issued']);
    }));
});

test('a run that is told to end still sends the tokens that are on their way', () =>
  withSandbox({ faults: [{ at: 1, path: TOKEN_PATH, slowMilliseconds: 300 }] }, async (sandbox) => {
    const { child, finished } = startCli(readWords(sandbox.authorize(), ['users']));
    sandbox.onOAuthEvent(({ kind }) => void (kind === 'issued' && child.kill('SIGTERM')));
    const { signal, stdout } = await finished;
    expect(signal).toBe('SIGTERM');
    const [config] = configsIn(parseOutput(stdout));
    expect(tokensOf(config)['refresh_token']).toBe(eventsOf(sandbox, 'issued')[0]?.refreshToken);
    expect(eventsOf(sandbox, 'access')).toEqual([]);
  }));
