import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isJsonObject } from '../src/base/json-object.ts';
import { startSandbox } from '../sandbox/src/index.ts';
import { formatTable } from '../src/terminal/table.ts';
import { openDatabase } from '../test-kit/duckdb.ts';

/**
 * Shows what a user would do with a real Gong, against a local one that keeps Gong's limit of 3 requests a second:
 * check, a first sync, another one after some calls have appeared late, and a query over what came.
 */
const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'output', 'demo');
const CONFIG = join(FOLDER, 'config.json');
const DIRECTORY = join(FOLDER, 'gong');

const shown = (path: string): string => relative(process.cwd(), path);

async function sourceGong(...words: readonly string[]): Promise<void> {
  console.log(
    `\n$ source-gong ${words.map((word) => (word.startsWith('/') ? shown(word) : word)).join(' ')}`,
  );
  // Gong counts the requests of the last second, also those of the command before.
  await sleep(1_000);
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'main.js'), ...words], { stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`source-gong ${words.join(' ')} ended with ${code}`);
}

/** Makes the last sync one of yesterday, since what is some hours old is not read again before. */
function ageStates(): void {
  const path = join(DIRECTORY, 'state.json');
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const end = `${new Date(Date.now() - 25 * 3_600_000).toISOString().slice(0, 19)}Z`;
  if (!isJsonObject(file) || !Array.isArray(file['stream_states'])) throw new Error(`${path} is no state`);
  const entries = file['stream_states'].filter(isJsonObject).map((entry) => {
    const text = JSON.stringify(entry['stream_state']);
    // Instants in this form compare as texts.
    const aged = text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (instant) =>
      instant > end ? end : instant,
    );
    return { ...entry, stream_state: JSON.parse(aged) as unknown };
  });
  writeFileSync(path, JSON.stringify({ ...file, stream_states: entries }));
}

/** Runs the first of the queries in the docs. */
async function query(): Promise<void> {
  const [, sql = ''] =
    /```sql\n([^]*?)```/.exec(readFileSync(join(ROOT, 'docs', 'queries.md'), 'utf8')) ?? [];
  console.log(
    `\n$ duckdb -init ${shown(join(DIRECTORY, 'views.sql'))}\n${sql.trimEnd()};`.replace(/;;$/, ';'),
  );
  const database = await openDatabase(readFileSync(join(DIRECTORY, 'views.sql'), 'utf8'));
  const rows = await database.rows(sql);
  database.close();
  const shownRows = rows.slice(0, 5);
  const headings = Object.keys(rows[0] ?? {});
  const cells = shownRows.map((row) => headings.map((heading) => String(row[heading])));
  console.log(
    `\n${formatTable([{ headings, rows: cells }], process.stdout.columns ?? 80)}(${shownRows.length} of ${rows.length} rows)\n`,
  );
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
await using sandbox = await startSandbox({ lateShare: 0.2 });
writeFileSync(CONFIG, JSON.stringify(sandbox.config, undefined, 2));
console.log(
  `A local Gong runs at ${sandbox.url} and keeps to 3 requests a second. This takes half a minute.`,
);

await sourceGong('check', '--config', CONFIG, '--format', 'text');
await sourceGong('sync', '--config', CONFIG, '--to', DIRECTORY);
console.log('\nA day later. Some calls have appeared late, and the next sync finds them:');
ageStates();
sandbox.publishLate();
await sourceGong('sync', '--config', CONFIG, '--to', DIRECTORY);
await query();
console.log(`What came lies in ${shown(DIRECTORY)}, a folder a stream; nine more queries are in docs/queries.md.
Next, your own Gong: install the command and run source-gong init, as the README goes on.`);
