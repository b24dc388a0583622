import { afterAll, describe, expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { jsonFile, runCli } from '../test-kit/run-cli.ts';
import { truth } from '../test-kit/truth.ts';
import { startScriptedGong } from './support/scripted-gong.ts';
import { at, listAt } from './support/schema-walk.ts';
import { small } from './support/sync.ts';

const sandbox = await startSandbox(small);
afterAll(() => sandbox.close());

const config = ['--config', jsonFile(sandbox.config)];
const transcripts = new Map(truth(sandbox, 'callTranscripts').map((record) => [record['callId'], record]));
const call = truth(sandbox, 'extensiveCalls').find(({ id, parties }) => transcripts.has(id) && parties);
if (call === undefined) throw new Error('the sandbox has no call');
const id = String(call['id']);

test('a call is shown with its people, its texts and who says what', async () => {
  const { exitCode, stdout, stderr } = await runCli(['call', id, ...config]);
  expect([exitCode, stderr]).toEqual([0, '']);
  const shown = stdout.replaceAll(/\s+/g, ' ').normalize();
  const said = listAt(transcripts.get(id) ?? {}, 'transcript').flatMap((each) => listAt(each, 'sentences'));
  const texts = [
    at(call, 'metaData')['title'],
    at(call, 'content')['brief'],
    ...listAt(call, 'parties').map(({ name }) => name),
    ...listAt(call, 'content', 'outline').map(({ section }) => section),
    ...said.map(({ text }) => text),
  ];
  const known = texts.filter((text) => typeof text === 'string');
  expect(known.length).toBeGreaterThan(5);
  const plain = known.map((text) => text.replaceAll(/\s+/g, ' ').trim().normalize());
  expect(plain.filter((text) => !shown.includes(text))).toEqual([]);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('its records are those of read, also by the address of the call', async () => {
  const address = `https://us-12345.app.gong.io/call?id=${id}&highlights=x`;
  const { exitCode, stdout } = await runCli(['call', address, '--json', ...config]);
  const records = stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect([exitCode, records]).toEqual([0, [call, transcripts.get(id)]]);
});

describe('a call that is not shown:', () => {
  test('it does not exist', async () => {
    const { exitCode, stdout, stderr } = await runCli(['call', '1', ...config]);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: Gong has no call with this id, [^\n]+\n$/);
  });

  test('it is private, unless the config includes those', async () => {
    const isOpen = new Set(truth(sandbox, 'calls').map((each) => each['id']));
    const closed = truth(sandbox, 'calls', true).find((each) => !isOpen.has(each['id']));
    const refused = await runCli(['call', String(closed?.['id']), ...config]);
    expect([refused.exitCode, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('include_private_calls');
    const inclusive = jsonFile({ ...sandbox.config, include_private_calls: true });
    const shown = await runCli(['call', String(closed?.['id']), '--config', inclusive]);
    expect([shown.exitCode, shown.stdout]).toEqual([0, expect.stringContaining('private')]);
  });

  test('its id is none', async () => {
    const { exitCode, stdout, stderr } = await runCli(['call', 'https://evil.example/?id=x', ...config]);
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringContaining('up to 20 digits')]);
  });
});

test('what a terminal would obey, and what of the config Gong repeats, are not shown', async () => {
  const title = 'Quarterly\u001B[2J review\u009B31m of its-secret';
  await using gong = await startScriptedGong(({ path }) =>
    path.endsWith('extensive')
      ? { body: JSON.stringify({ calls: [{ metaData: { id, title } }] }) }
      : undefined,
  );
  const { exitCode, stdout } = await runCli(['call', id, '--config', jsonFile(gong.config)]);
  expect([exitCode, stdout.split('\n')[0]]).toEqual([0, 'Quarterly review of ****']);
  expect(stdout).toContain('Gong has none of this call');
});
