import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { parseOutput } from '../test-kit/airbyte-output.ts';
import { newDirectory } from '../test-kit/directory-files.ts';
import { jsonFile, runCli } from '../test-kit/run-cli.ts';
import { validConfig } from './support/sync.ts';

const config = jsonFile({ ...validConfig, api_base_url: 'http://127.0.0.1:9' });

/** Code of ours, or of a package, that throws where nobody waits for it: whenever a connection is opened. */
const preload = join(newDirectory(), 'defect.mjs');
writeFileSync(
  preload,
  `import { Socket } from 'node:net';
   const { connect } = Socket.prototype;
   Socket.prototype.connect = function (...args) {
     setImmediate(() => { throw new TypeError('nobody waits for this'); });
     return connect.apply(this, args);
   };`,
);
const environment = { NODE_OPTIONS: `--import ${pathToFileURL(preload).href}` };

test.concurrent.each([
  ['sync', '--to', join(newDirectory(), 'gong')],
  ['check', '--format', 'text'],
  ['call', '123'],
  ['api', 'GET', '/v2/users'],
])('a defect that nothing catches is told on stderr: %s', async (...words) => {
  const { exitCode, stdout, stderr } = await runCli([...words, '--config', config], environment);
  expect([exitCode, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(
    /^(?:\S+Z )?error: The connector failed in a way that it does not know\. .* \(TypeError: nobody waits for this\)$/m,
  );
  expect(stderr.match(/error: /g)).toHaveLength(1);
});

test.concurrent('and by the verbs of the protocol in a message', async () => {
  const { exitCode, stdout, stderr } = await runCli(['check', '--config', config], environment);
  expect([exitCode, stderr]).toEqual([1, '']);
  expect(parseOutput(stdout).errors()).toMatchObject([{ failure_type: 'system_error' }]);
});
