import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startSandbox } from '../sandbox/src/index.ts';
import { parseOutput } from '../test-kit/airbyte-output.ts';
import { runCli, runCommand } from '../test-kit/run-cli.ts';
import { at, listAt, objectsIn } from './support/schema-walk.ts';
import { tokensOf } from './support/oauth.ts';
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
    expect.arrayContaining([
      'access_token',
      'refresh_token',
      'token_expiry_date',
      'api_base_url_for_customer',
      'client_id',
      'client_secret',
    ]),
  );
});

test('the OAuth flow works as it is written', async () => {
  await using sandbox = await startSandbox({ calls: 0, workers: 0 });
  const { client_id = '', client_secret = '' } = tokensOf(sandbox.authorize());
  const specification = at(spec, 'advanced_auth', 'oauth_config_specification');
  const flow = at(specification, 'oauth_connector_input_specification');
  const values: Record<string, string> = {
    client_id_key: 'client_id',
    client_id_value: client_id,
    client_secret_value: client_secret,
    redirect_uri_key: 'redirect_uri',
    redirect_uri_value: 'http://127.0.0.1:9/auth flow',
    scope_key: 'scope',
    scope_value: String(flow['scope']),
    state_key: 'state',
    state_value: 'a-state-of-some-length',
    auth_code_key: 'code',
  };
  const consent = await fetch(render(flow['consent_url'], values, sandbox.url), { redirect: 'manual' });
  const back = new URL(consent.headers.get('location') ?? '');
  expect(back.searchParams.get('state')).toBe(values['state_value']);
  values['auth_code_value'] = back.searchParams.get('code') ?? '';
  const response = await fetch(render(flow['access_token_url'], values, sandbox.url), {
    method: 'POST',
    headers: { authorization: render(at(flow, 'access_token_headers')['Authorization'], values, '') },
  });
  const tokens: Record<string, unknown> = Object(await response.json());
  expect(tokens['scope']).toBe(flow['scope']);
  const extracted: unknown[] = Object(flow['extract_output']);
  expect(Object.keys(tokens)).toEqual(expect.arrayContaining(extracted));
  const outputs = at(specification, 'complete_oauth_output_specification', 'properties');
  const paths = objectsIn(outputs).flatMap(({ path_in_oauth_response: path }) => path ?? []);
  expect(paths).toEqual(extracted);
});

/** Fills in a template as Airbyte's platform does, with its three filters. */
function render(template: unknown, values: Readonly<Record<string, string>>, gong: string): string {
  return String(template)
    .replace('https://app.gong.io', gong)
    .replaceAll(/\{\{(.*?)\}\}/g, (_all, inner: string) => {
      const [expression = '', filter] = inner
        .trim()
        .replaceAll(/[()]/g, '')
        .split(/\s*\|\s*/);
      const text = expression
        .split(/\s*~\s*/)
        .map((part) => (part.startsWith("'") ? part.slice(1, -1) : (values[part] ?? `no ${part}`)))
        .join('');
      if (filter === undefined) return text;
      return filter === 'urlencode' ? encodeURIComponent(text) : Buffer.from(text).toString('base64');
    });
}
