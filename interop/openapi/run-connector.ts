import assert from 'node:assert/strict';
import configuredCatalog from '../../integration_tests/configured_catalog.json' with { type: 'json' };
import type { JsonObject } from '../../src/base/json-object.ts';
import type { Output } from '../../test-kit/airbyte-output.ts';
import { jsonFile, runCommand } from '../../test-kit/run-cli.ts';

type SavedState = ReturnType<Output['savedState']>;

/** Checks the connection with the built connector. */
export async function check(config: JsonObject, expected: 'SUCCEEDED' | 'FAILED'): Promise<void> {
  const { output, stderr } = await runCommand('check', '--config', jsonFile(config));
  const { status, message } = output.single('CONNECTION_STATUS').connectionStatus;
  assert.equal(status, expected, `check: ${message ?? stderr}`);
}

/** Reads all six streams with the built connector; answers the state that a platform would keep. */
export async function read(
  config: JsonObject,
  expected: 'good' | 'bad' = 'good',
  state?: SavedState,
): Promise<SavedState> {
  const { output, exitCode, stderr } = await runCommand(
    'read',
    '--config',
    jsonFile(config),
    '--catalog',
    jsonFile(configuredCatalog),
    ...(state === undefined ? [] : ['--state', jsonFile(state)]),
  );
  const errors = output.errors().map(({ message }) => message);
  assert.equal(exitCode === 0 ? 'good' : 'bad', expected, `read: ${errors.join(' ')} ${stderr}`);
  return output.savedState();
}
