import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { runCli } from '../test-kit/run-cli.ts';
import { company, eventsOf, privateFile, renewedConfig, TOKEN_PATH, tokensOf } from './support/oauth.ts';

test('a run that has a good token ends when the next one that is on its way is kept', async () => {
  await using sandbox = await startSandbox(company);
  const config = await renewedConfig(sandbox);
  const token_expiry_date = new Date(Date.now() + 240_000).toISOString();
  const path = privateFile({ ...config, credentials: { ...tokensOf(config), token_expiry_date } });
  // Longer than requests wait.
  sandbox.addFaults([{ at: 1, path: TOKEN_PATH, slowMilliseconds: 4_500 }]);
  const finished = await runCli(['api', 'GET', '/v2/users', '--config', path]);
  expect(finished).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('It waits for them') });
  const used = eventsOf(sandbox, 'access').map(({ accessToken }) => accessToken);
  expect(used).toEqual([tokensOf(config)['access_token']]);
  const kept = tokensOf(JSON.parse(readFileSync(path, 'utf8')));
  expect(kept['refresh_token']).toBe(eventsOf(sandbox, 'issued').at(-1)?.refreshToken);
});
