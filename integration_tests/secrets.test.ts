import { describe, expect, test } from 'vitest';
import { startSandbox, type Fault } from '../sandbox/src/index.ts';
import { jsonFile } from '../test-kit/run-cli.ts';
import { credentials, forms, key, search, secret } from './support/secrets.ts';
import { choose, small } from './support/sync.ts';

// A server, or a proxy before it, may repeat what it was sent; what it says goes into messages.
const answers: readonly Partial<Fault>[] = [
  { status: 400 },
  { status: 401 },
  { status: 403 },
  { status: 404 },
  { status: 500 },
  { status: 429, retryAfter: '7200' },
];

describe.each(answers)('an answer %j that repeats the credentials', (answer) => {
  // What is asked again keeps a read busy for minutes.
  test.each(answer.status === 500 ? ['check'] : ['check', 'read'])(
    'is told by %s without them',
    async (command) => {
      await using sandbox = await startSandbox(small);
      const errors = [
        forms.join(' '),
        JSON.stringify({ secret, headers: { Authorization: `Basic ${secret}` } }),
      ];
      // Longer texts are cut.
      expect(errors.join('; ').length).toBeLessThan(2_000);
      sandbox.addFaults([{ ...answer, at: 1, times: 999, errors }]);
      const config = ['--config', jsonFile({ ...sandbox.config, credentials })];
      const catalog = ['--catalog', jsonFile(await choose(['users', 'callTranscripts']))];
      const searched = await search(command, ...config, ...(command === 'read' ? catalog : []));
      expect(searched).toMatchObject({ leaks: [], exitCode: command === 'read' ? 1 : 0 });
      expect(searched.stdout).toMatch(command === 'read' ? 'INCOMPLETE' : 'FAILED');
    },
  );
});

test.each([1_950, 1_985, 9_985, 49_985])('a text of %i characters before the header', async (length) => {
  await using sandbox = await startSandbox(small);
  const header = Buffer.from(`${key}:${secret}`).toString('base64');
  const errors = [`${'x'.repeat(length)} ${header}`];
  sandbox.addFaults([{ at: 1, status: 400, errors }]);
  const config = jsonFile({ ...sandbox.config, credentials });
  const { leaks, stdout } = await search(
    'read',
    '--config',
    config,
    '--catalog',
    jsonFile(await choose(['users'])),
  );
  // Wherever the text is cut, no half of a secret may be left.
  expect([leaks, stdout.includes(header.slice(0, 8))]).toEqual([[], false]);
});

test('a run that goes well tells nothing either', async () => {
  await using sandbox = await startSandbox(small);
  const { access_key: known, access_key_secret: hidden } = Object(sandbox.config['credentials']);
  const config = jsonFile(sandbox.config);
  const { exitCode, stdout } = await search(
    'read',
    '--config',
    config,
    '--catalog',
    jsonFile(await choose()),
  );
  const texts = [known, hidden, Buffer.from(`${known}:${hidden}`).toString('base64')];
  expect([exitCode, texts.filter((text) => stdout.includes(text))]).toEqual([0, []]);
});
