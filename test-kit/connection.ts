import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Sandbox } from '../sandbox/src/index.ts';
import type { ConfiguredCatalog, ConfiguredStream } from './configured-catalog.ts';
import type { TableShape } from './destination.ts';
import { jsonFile } from './run-cli.ts';

/** Everything that a connection between Gong and a warehouse has settled once. */
export interface Connection {
  /** The folder of the build that reads. */
  readonly dist: string;
  /** What a read is started with, but for the state. */
  readonly words: readonly string[];
  readonly tables: readonly TableShape[];
}

export interface ConnectionOptions {
  readonly dist: string;
  readonly sandbox: Pick<Sandbox, 'config'>;
  readonly streams: readonly string[];
  /** Laid over the sandbox's own config. */
  readonly config?: object;
}

/** Deletions are asked for where the build knows of them. */
export function connect({ dist, sandbox, streams, config }: ConnectionOptions): Connection {
  const catalog = catalogOf(dist, streams);
  const takesDeletions = specOf(dist).includes('"emit_deletes"');
  const configFile = jsonFile({
    ...sandbox.config,
    num_workers: 3,
    ...(takesDeletions ? { emit_deletes: true } : {}),
    ...config,
  });
  return {
    dist,
    words: ['--config', configFile, '--catalog', jsonFile(catalog)],
    tables: catalog.streams.map(tableOf),
  };
}

const specs = new Map<string, string>();

function specOf(dist: string): string {
  const spec = specs.get(dist) ?? run(dist, ['spec']);
  specs.set(dist, spec);
  return spec;
}

const catalogs = new Map<string, ConfiguredCatalog>();

/** As the build offers them: what can be read incrementally is. */
function catalogOf(dist: string, names: readonly string[]): ConfiguredCatalog {
  const all = catalogs.get(dist) ?? parseCatalog(run(dist, ['catalog', '--streams', 'all']));
  catalogs.set(dist, all);
  return { streams: all.streams.filter(({ stream }) => names.includes(stream.name)) };
}

function parseCatalog(text: string): ConfiguredCatalog {
  const catalog: ConfiguredCatalog = JSON.parse(text);
  return catalog;
}

function tableOf({ stream, sync_mode: mode, cursor_field: cursor }: ConfiguredStream): TableShape {
  return {
    stream: stream.name,
    key: (stream.source_defined_primary_key ?? []).flat(),
    cursor: (cursor ?? stream.default_cursor_field)?.[0],
    isReplaced: mode === 'full_refresh',
  };
}

function run(dist: string, words: readonly string[]): string {
  return execFileSync(process.execPath, [join(dist, 'main.js'), ...words], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
}
