import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { parseOutput } from '../test-kit/airbyte-output.ts';
import { runCli, runCommand } from '../test-kit/run-cli.ts';
import { at, listAt, objectsIn } from './support/schema-walk.ts';
import { faultsOf } from './support/validation.ts';

const finished = await runCommand('spec');
const { spec } = finished.output.single('SPEC');
const root = at(spec, 'connectionSpecification');

test('is one message, the file spec.json itself', () => {
  expect(finished).toMatchObject({ exitCode: 0, stderr: '' });
  expect(finished.output.messages).toHaveLength(1);
  expect(spec).toEqual(JSON.parse(readFileSync(new URL('../spec.json', import.meta.url), 'utf8')));
});

test('needs neither a config nor the network', async () => {
  const refuse = `import net from 'node:net'; net.Socket.prototype.connect = () => process.exit(99);`;
  const { exitCode, stdout, stderr } = await runCli(['spec'], {
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(refuse)}`,
    HOME: '/nonexistent',
  });
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(parseOutput(stdout).single('SPEC').spec).toEqual(spec);
});

test('comes within half a second', async () => {
  let best = Infinity;
  for (let run = 0; run < 5; run += 1) {
    const started = performance.now();
    await runCli(['spec']);
    best = Math.min(best, performance.now() - started);
  }
  expect(best).toBeLessThan(500);
});

test('takes a config of each kind', async () => {
  await using sandbox = await startSandbox({ calls: 0 });
  const oauth = { auth_type: 'OAuth2.0', client_id: 'i', client_secret: 's', refresh_token: 'r' };
  expect([sandbox.config, { credentials: oauth }].flatMap(faultsOf(root))).toEqual([]);
  expect(faultsOf(root)({ credentials: { ...oauth, auth_type: 'APIKey' } })).not.toEqual([]);
});

test('the OAuth flow is the first choice, and puts what it gets where the config has it', () => {
  const flow = at(spec, 'advanced_auth');
  const [oauth = {}] = listAt(root, 'properties', 'credentials', 'oneOf');
  const properties = at(oauth, 'properties');
  expect(flow['predicate_key']).toEqual(['credentials', 'auth_type']);
  expect(at(properties, 'auth_type')['const']).toBe(flow['predicate_value']);

  const paths = objectsIn(flow).flatMap(({ path_in_connector_config: path }) => path ?? []);
  const names = paths.filter((part) => part !== 'credentials').map(String);
  expect(names.length).toBe(paths.length / 2);
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(names));
  expect(names).toEqual(
    expect.arrayContaining(['access_token', 'refresh_token', 'client_id', 'client_secret']),
  );
});
