// Writes three files that the acceptance tests of Airbyte read, from the built connector and a sandbox that always holds
// the same data (integration_tests/sandbox_options.json):
//   integration_tests/configured_catalog.json    every stream, incremental where the records have times
//   integration_tests/incremental_catalog.json   of these the incremental ones
//   integration_tests/expected_records.jsonl     five records of every stream
// `npm run build && npx tsx scripts/expected-records.ts`; with --check it only says whether they are current.
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { startSandbox } from '../sandbox/src/index.ts';
import options from '../integration_tests/sandbox_options.json' with { type: 'json' };
import { checkRead, type ConfiguredCatalog, type Output } from '../test-kit/airbyte-output.ts';
import { jsonFile, runCommand } from '../test-kit/run-cli.ts';
import { configureCatalog } from './configure-catalog.ts';

const root = new URL('../', import.meta.url);
const recordsOfEachStream = 5;
const emittedAt = Date.parse(options.until);

async function run(...words: string[]): Promise<Output> {
  const { exitCode, output, stderr } = await runCommand(...words);
  if (exitCode === 0) return output;
  throw new Error(`${words[0]} ended with ${exitCode}: ${JSON.stringify(output.errors())}${stderr}`);
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

async function generate(): Promise<Record<string, string>> {
  await using sandbox = await startSandbox(options);
  const config = jsonFile(sandbox.config);
  const catalog = configureCatalog((await run('discover', '--config', config)).single('CATALOG'));
  const output = await run('read', '--config', config, '--catalog', jsonFile(catalog));
  checkRead(output, catalog);
  const incremental = { streams: catalog.streams.filter(({ sync_mode: mode }) => mode === 'incremental') };
  return {
    'integration_tests/configured_catalog.json': `${JSON.stringify(catalog, null, 2)}\n`,
    // What has no times of its own cannot go by the cursor of an abnormal state, and would come whole.
    'integration_tests/incremental_catalog.json': `${JSON.stringify(incremental, null, 2)}\n`,
    'integration_tests/expected_records.jsonl': chooseRecords(output, catalog),
  };
}

/** JSON is compared by content, since the formatter has its own idea of where a line ends. */
function contentOf(path: string, text: string): unknown {
  return path.endsWith('.json') ? JSON.parse(text) : text;
}

const isCheck = process.argv.includes('--check');
for (const [path, text] of Object.entries(await generate())) {
  const file = new URL(path, root);
  const isCurrent = () =>
    isDeepStrictEqual(contentOf(path, text), contentOf(path, readFileSync(file, 'utf8')));
  if (!isCheck) writeFileSync(file, text);
  else if (!isCurrent()) {
    process.stderr.write(`${path} is out of date: run npx tsx scripts/expected-records.ts\n`);
    process.exitCode = 1;
  }
}
