import { expect, test } from 'vitest';
import type { GongRequest } from '../../src/gong/client.ts';
import { startSandbox, type Sandbox } from '../../sandbox/src/index.ts';
import spec from '../../spec.json' with { type: 'json' };
import { streams } from '../../src/streams/index.ts';
import { scopesOf } from '../../src/streams/stream.ts';
import { ask } from '../../sandbox/test/gong-client.ts';

const window = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 19), isLast: false };

/** Lists from which others begin, by the scope that they need. */
const parents = new Map<string, GongRequest>([
  ['api:workspaces:read', { method: 'GET', path: '/v2/workspaces' }],
  ['api:users:read', { method: 'GET', path: '/v2/users' }],
]);

const needed = streams.flatMap((stream) =>
  scopesOf(stream).map((scope) => [stream.name, scope, stream] as const),
);

test.each(needed)('%s needs the scope %s', async (_, scope, stream) => {
  await using sandbox = await startSandbox({ calls: 20, workers: 0, missingScopes: [scope] });
  const parent = parents.get(scope);
  const requests = [stream.probe(window).request, stream.list.request(window), ...(parent ? [parent] : [])];
  const refusals = await refusalsOf(sandbox, requests);
  expect(refusals.length).toBeGreaterThan(0);
  for (const refusal of refusals) expect(refusal).toContain(`'${scope}'`);
});

test('the spec asks for the scopes of all streams, and for no others', () => {
  const { scope } = spec.advanced_auth.oauth_config_specification.oauth_connector_input_specification;
  const all = streams.flatMap(scopesOf);
  expect(scope.split(' ').toSorted()).toEqual([...new Set(all)].toSorted());
});

async function refusalsOf(sandbox: Sandbox, requests: readonly GongRequest[]): Promise<string[]> {
  const replies = await Promise.all(
    requests.map(({ path, query = {}, body }) => {
      const parameters = Object.entries(query).map(([name, value]) => [name, String(value)]);
      return ask(sandbox, path, { query: Object.fromEntries(parameters), ...(body && { body }) });
    }),
  );
  return replies.filter(({ status }) => status === 401).map(({ text }) => text);
}
