import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/src/index.ts';
import invalidConfig from '../../integration_tests/invalid_config.json' with { type: 'json' };
import options from '../../integration_tests/sandbox_options.json' with { type: 'json' };
import { checkRead, parseOutput, type Output } from '../../test-kit/airbyte-output.ts';
import { compareWithTruth, noDifference } from '../../test-kit/expected-rows.ts';
import { primaryKeys, type StreamName } from '../../test-kit/truth.ts';
import { configureCatalog } from '../configure-catalog.ts';
import type { Shell } from './run-in-image.ts';

const streams = Object.keys(primaryKeys).filter((name): name is StreamName => name in primaryKeys);
const spec: unknown = JSON.parse(readFileSync(new URL('../../spec.json', import.meta.url), 'utf8'));

/** Runs all verbs against a sandbox. `shared` is a folder here and /config in the container; answers what was seen. */
export async function verifyVerbs(shell: Shell, shared: string): Promise<string> {
  const share = (name: string, value: unknown): void =>
    writeFileSync(join(shared, `${name}.json`), JSON.stringify(value));

  // As the platform does it: a shell in another folder evaluates the variable.
  const run = async (words: string, exitCode = 0): Promise<Output> => {
    const ended = await shell(`cd /config && eval "$AIRBYTE_ENTRYPOINT ${words}"`);
    assert.equal(ended.exitCode, exitCode, `${words}: ${ended.stderr}${ended.stdout.slice(-2000)}`);
    return parseOutput(ended.stdout);
  };
  const check = async (config: string): Promise<string> =>
    (await run(`check --config ${config}.json`)).single('CONNECTION_STATUS').connectionStatus.status;

  await using sandbox = await startSandbox({ ...options, numericIds: false });
  share('config', sandbox.config);
  share('wrong', { ...sandbox.config, ...invalidConfig });

  assert.deepEqual((await run('spec')).single('SPEC').spec, spec);
  assert.equal(await check('config'), 'SUCCEEDED');
  assert.equal(await check('wrong'), 'FAILED');
  const catalog = configureCatalog((await run('discover --config config.json')).single('CATALOG'));
  share('catalog', catalog);

  const first = await run('read --config config.json --catalog catalog.json');
  checkRead(first, catalog);
  for (const stream of streams) {
    assert.deepEqual(compareWithTruth(sandbox, stream, first.records(stream)), noDifference, stream);
  }
  share('state', first.savedState());
  const second = await run('read --config config.json --catalog catalog.json --state state.json');
  checkRead(second, catalog);
  const [all, more] = [first.of('RECORD').length, second.of('RECORD').length];
  assert.ok(more < all, 'the second read was not incremental');
  const failed = await run('read --config wrong.json --catalog catalog.json', 1);
  assert.ok(failed.errors().length > 0, 'a read with a wrong key does not say why it failed');
  return `spec, check, discover; read: ${all} records that equal the truth, ${more} from its state; a wrong key fails`;
}
