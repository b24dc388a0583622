import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isJsonObject, type JsonObject } from '../src/json-object.ts';
import { startSandbox, type Sandbox } from '../src/sandbox/index.ts';

/**
 * Shows what a user would do with a real Gong, against a local one that keeps Gong's limit of 3 requests a second:
 * check, discover, a first sync, and an incremental one after some calls have appeared late.
 */
const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'output', 'demo');

const PATHS: Readonly<Record<string, string>> = {
  users: '/v2/users',
  calls: '/v2/calls',
  extensiveCalls: '/v2/calls/extensive',
  scorecards: '/v2/settings/scorecards',
  answeredScorecards: '/v2/stats/activity/scorecards',
  callTranscripts: '/v2/calls/transcript',
};

const file = (name: string): string => join(FOLDER, name);

async function connector(args: readonly string[], to: string): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, 'dist', 'main.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  await pipeline(child.stdout, createWriteStream(file(to)));
  const code = await exit;
  if (code !== 0) throw new Error(`source-gong ${args.join(' ')} ended with ${code}: see ${file(to)}`);
}

function messages(from: string): JsonObject[] {
  const lines = readFileSync(file(from), 'utf8').trimEnd().split('\n');
  return lines.map((line): unknown => JSON.parse(line)).filter(isJsonObject);
}

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), value);
}

function configuredCatalog(): JsonObject {
  const first = messages('catalog.jsonl').find(({ type }) => type === 'CATALOG');
  const streams = at(first, 'catalog', 'streams');
  if (!Array.isArray(streams)) throw new Error('discover sent no catalog');
  return {
    streams: streams.map((stream: unknown) => ({
      stream,
      sync_mode: at(stream, 'source_defined_cursor') === true ? 'incremental' : 'full_refresh',
      destination_sync_mode: 'append_dedup',
    })),
  };
}

/**
 * What a platform keeps between two syncs: the last state of every stream. As if that had been a day ago, since what is
 * some hours old is not read again before.
 */
function lastStates(from: string): unknown[] {
  const states = new Map(
    messages(from)
      .filter(({ type }) => type === 'STATE')
      .map(({ state }) => [at(state, 'stream', 'stream_descriptor', 'name'), state]),
  );
  const end = `${new Date(Date.now() - 25 * 3_600_000).toISOString().slice(0, 19)}Z`;
  const text = JSON.stringify([...states.values()]);
  // Instants in this form compare as texts.
  const earlier = text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (instant) =>
    instant > end ? end : instant,
  );
  const parsed: unknown = JSON.parse(earlier);
  return Array.isArray(parsed) ? parsed : [];
}

function printTable(title: string, from: string, sandbox: Sandbox): void {
  const all = messages(from);
  const rows = Object.entries(PATHS).map(([stream, path]) => {
    const statuses = all.filter(
      (message) => at(message, 'trace', 'stream_status', 'stream_descriptor', 'name') === stream,
    );
    const times = statuses.map((message) => Number(at(message, 'trace', 'emitted_at')));
    return [
      stream,
      String(all.filter((message) => at(message, 'record', 'stream') === stream).length),
      String(sandbox.requests.filter((request) => request.path === path).length),
      String(
        all.filter((message) => at(message, 'state', 'stream', 'stream_descriptor', 'name') === stream)
          .length,
      ),
      ((Math.max(...times) - Math.min(...times)) / 1_000).toFixed(1),
    ];
  });
  const table = [['stream', 'records', 'requests', 'states', 'seconds'], ...rows];
  console.log(`\n${title}`);
  for (const row of table)
    console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(20) : cell.padStart(9))).join(''));
  console.log(`messages: ${relative(process.cwd(), file(from))}`);
}

mkdirSync(FOLDER, { recursive: true });
await using sandbox = await startSandbox({ lateShare: 0.2 });
writeFileSync(file('config.json'), JSON.stringify(sandbox.config, undefined, 2));
console.log(
  `A local Gong runs at ${sandbox.url} and keeps to 3 requests a second. This takes about half a minute.`,
);

await connector(['check', '--config', file('config.json')], 'check.jsonl');
console.log(`check: ${String(at(messages('check.jsonl').at(-1), 'connectionStatus', 'status'))}`);
await connector(['discover', '--config', file('config.json')], 'catalog.jsonl');
writeFileSync(file('configured_catalog.json'), JSON.stringify(configuredCatalog()));

const read = ['read', '--config', file('config.json'), '--catalog', file('configured_catalog.json')];
sandbox.resetRequests();
await connector(read, 'first.jsonl');
printTable('First sync: everything', 'first.jsonl', sandbox);

writeFileSync(file('state.json'), JSON.stringify(lastStates('first.jsonl')));
sandbox.publishLate();
sandbox.resetRequests();
await connector([...read, '--state', file('state.json')], 'second.jsonl');
printTable(
  'Second sync: as it would be a day later, after some calls appeared late',
  'second.jsonl',
  sandbox,
);
