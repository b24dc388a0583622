import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '../src/base/json-object.ts';
import type { RecordName } from '../src/generated/records.ts';
import { CONNECTOR, ENVIRONMENT, FLOOR, FOLDER, ROOT } from './places.ts';
import type { Sandbox } from './sandbox.ts';

export const EVERY_STREAM = [
  'users',
  'calls',
  'extensiveCalls',
  'scorecards',
  'answeredScorecards',
  'callTranscripts',
] as const;

export type StreamName = (typeof EVERY_STREAM)[number];

/** The command lines that read some streams of a sandbox: ours and the peer's, with the same config and catalog. */
export interface Contenders {
  readonly ours: readonly string[];
  readonly peer: readonly string[];
}

const PEER = join(ENVIRONMENT, 'bin', 'source-declarative-manifest');
const MANIFEST = join(import.meta.dirname, 'peer', 'manifest.yaml');

/** As the image starts it: what stands in its entrypoint between `node` and the program. */
const OURS = [process.execPath, ...entrypointFlags(), CONNECTOR];

export const SPEC: Contenders = { ours: [...OURS, 'spec'], peer: [PEER, 'spec'] };

export function contenders(sandbox: Sandbox, streams: readonly RecordName[]): Contenders {
  const { port } = new URL(sandbox.url);
  const config = join(FOLDER, `config-${port}.json`);
  const catalog = join(FOLDER, `catalog-${port}.json`);
  writeFileSync(config, JSON.stringify(sandbox.config));
  const known = discover(config);
  writeFileSync(catalog, JSON.stringify({ streams: streams.map((name) => configure(known, name)) }));
  const read = ['read', '--config', config, '--catalog', catalog];
  return {
    ours: [...OURS, ...read],
    peer: [PEER, ...read, '--manifest-path', MANIFEST],
  };
}

/** The floor's command line; `discard` shows how fast the sandbox is by itself. */
export function floor(
  sandbox: Sandbox,
  stream: 'calls' | 'extensiveCalls',
  mode: 'parse' | 'discard',
): readonly string[] {
  return [process.execPath, FLOOR, sandbox.url, sandbox.authorization, stream, mode];
}

function entrypointFlags(): string[] {
  const [, line = '[]'] = /^ENTRYPOINT (.*)$/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')) ?? [];
  const words: unknown = JSON.parse(line);
  return Array.isArray(words) ? words.slice(1, -1).map(String) : [];
}

function discover(config: string): readonly unknown[] {
  const lines = execFileSync(process.execPath, [CONNECTOR, 'discover', '--config', config], {
    encoding: 'utf8',
  });
  for (const line of lines.split('\n').filter((text) => text !== '')) {
    const message: unknown = JSON.parse(line);
    const { catalog }: JsonObject = isJsonObject(message) ? message : {};
    if (isJsonObject(catalog) && Array.isArray(catalog['streams'])) return catalog['streams'];
  }
  throw new Error('discover sent no catalog');
}

function configure(streams: readonly unknown[], name: RecordName): JsonObject {
  const stream = streams.filter(isJsonObject).find((each) => each['name'] === name);
  if (stream === undefined) throw new Error(`discover does not know ${name}`);
  const modes: unknown = stream['supported_sync_modes'];
  const incremental = Array.isArray(modes) && modes.includes('incremental');
  return { stream, sync_mode: incremental ? 'incremental' : 'full_refresh', destination_sync_mode: 'append' };
}
