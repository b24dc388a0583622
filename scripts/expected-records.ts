// Writes two files that the acceptance tests of Airbyte read, from the built connector and a sandbox that always holds
// the same data (integration_tests/sandbox_options.json):
//   integration_tests/configured_catalog.json   every stream, incremental where possible
//   integration_tests/expected_records.jsonl    five records of every stream
// `npm run build && npx tsx scripts/expected-records.ts`; with --check it only says whether they are current.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '../src/sandbox/index.ts';
import options from '../integration_tests/sandbox_options.json' with { type: 'json' };
import {
  checkRead,
  parseOutput,
  type ConfiguredCatalog,
  type Output,
} from '../test/support/airbyte-output.ts';
import { configureCatalog } from './configure-catalog.ts';
import { runCommand } from './run-command.ts';

const root = new URL('../', import.meta.url);
const connector = fileURLToPath(new URL('dist/main.js', root));
const recordsOfEachStream = 5;
const emittedAt = Date.parse(options.until);

async function run(...words: string[]): Promise<Output> {
  const { exitCode, stdout, stderr } = await runCommand(process.execPath, [connector, ...words]);
  if (exitCode !== 0) throw new Error(`${words[0]} ended with ${exitCode}\n${stderr}${stdout.slice(-2000)}`);
  return parseOutput(stdout);
}

/** Concurrent windows finish in any order, so the choice goes by key. */
function chooseRecords(output: Output, catalog: ConfiguredCatalog): string {
  const lines = catalog.streams.flatMap(({ stream }) => {
    const key = stream.source_defined_primary_key?.[0]?.[0] ?? '';
    const ordered = output
      .records(stream.name)
      .toSorted((left, right) => (String(left[key]) < String(right[key]) ? -1 : 1));
    const chosen = ordered.slice(0, recordsOfEachStream);
    return chosen.map((data) => JSON.stringify({ stream: stream.name, data, emitted_at: emittedAt }));
  });
  return `${lines.join('\n')}\n`;
}

async function generate(folder: string): Promise<Record<string, string>> {
  await using sandbox = await startSandbox(options);
  const write = (name: string, value: unknown): string => {
    writeFileSync(join(folder, name), JSON.stringify(value));
    return join(folder, name);
  };
  const config = write('config.json', sandbox.config);
  const catalog = configureCatalog((await run('discover', '--config', config)).only('CATALOG'));
  const output = await run('read', '--config', config, '--catalog', write('catalog.json', catalog));
  checkRead(output, catalog);
  return {
    'integration_tests/configured_catalog.json': `${JSON.stringify(catalog, null, 2)}\n`,
    'integration_tests/expected_records.jsonl': chooseRecords(output, catalog),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'expected-records-'));
try {
  for (const [path, text] of Object.entries(await generate(folder))) {
    const file = new URL(path, root);
    if (!process.argv.includes('--check')) writeFileSync(file, text);
    else if (readFileSync(file, 'utf8') !== text) {
      process.stderr.write(`${path} is out of date: run npx tsx scripts/expected-records.ts\n`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
