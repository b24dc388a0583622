// Asserts what an image is and does: tsx scripts/image/verify.ts SETTINGS SHARED COMMAND...
// SETTINGS is the output of `inspect`, SHARED a folder that the container sees as /config, and COMMAND... runs the words
// that follow it inside the image, as the image's own user, with the network of this machine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { runInImage } from './run-in-image.ts';
import { readSettings } from './settings.ts';
import { verifyVerbs } from './verify-verbs.ts';

const [settingsPath = '', shared = '', ...command] = process.argv.slice(2);
const shell = runInImage(command);
const say = (line: string): unknown => process.stdout.write(`image: ${line}\n`);

function verifySettings(): void {
  const { labels, environment, entrypoint, user } = readSettings(settingsPath);
  const metadata: { readonly data: Readonly<Record<string, unknown>> } = parse(
    readFileSync(new URL('../../metadata.yaml', import.meta.url), 'utf8'),
  );
  assert.equal(labels['io.airbyte.name'], metadata.data['dockerRepository']);
  assert.equal(labels['io.airbyte.version'], metadata.data['dockerImageTag']);
  assert.equal(environment['AIRBYTE_ENTRYPOINT'], entrypoint.join(' '));
  assert.equal(user, '1000:1000');
  say(`${labels['io.airbyte.name']} ${labels['io.airbyte.version']}: labels, entrypoint and user are right`);
}

async function verifyInside(): Promise<void> {
  const [uid, gid, name, node] = (await shell('id -u; id -g; id -un; node --version')).stdout.split('\n');
  assert.deepEqual([uid, gid, name], ['1000', '1000', 'airbyte']);
  const code = await shell('cd /airbyte/integration_code; find . -writable; ls -A');
  assert.equal(code.stdout, 'dist\npackage.json\n', 'the connector could change its code, or there is more');
  say(`Node ${node} as uid 1000; the code is read-only and has no node_modules`);
}

verifySettings();
await verifyInside();
say(await verifyVerbs(shell, shared));
say('all assertions hold');
