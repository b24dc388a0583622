import { expect } from 'vitest';
import { configureCatalog } from '../../scripts/configure-catalog.ts';
import type { Sandbox, SandboxOptions } from '../../sandbox/src/index.ts';
import type { CatalogMessage } from '../../test-kit/airbyte-message.ts';
import {
  checkRead,
  parseOutput,
  type ConfiguredCatalog,
  type Output,
} from '../../test-kit/airbyte-output.ts';
import type { ConfiguredStream } from '../../test-kit/configured-catalog.ts';
import { jsonFile, runCli, runCommand } from '../../test-kit/run-cli.ts';
import type { ReadOptions } from '../../test-kit/stream-life.ts';

/** A company that is read in well under a second. */
export const small = {
  seed: 11,
  calls: 150,
  days: 20,
  users: 30,
  requestsPerSecond: 0,
  dailyRequestLimit: 0,
  extensiveKilobytes: 6,
} as const satisfies SandboxOptions;

export const incrementalStreams = ['calls', 'extensiveCalls', 'answeredScorecards', 'callTranscripts'];

/** A config that is valid, for commands that ask nobody. */
export const validConfig = {
  credentials: { auth_type: 'APIKey', access_key: 'a-key-of-nobody', access_key_secret: 'its-secret' },
};

let discovered: Promise<CatalogMessage> | undefined;

/** What `discover` prints; it is the same for everybody, so it is asked once. */
export function discover(): Promise<CatalogMessage> {
  discovered ??= runCommand('discover', '--config', jsonFile(validConfig)).then(({ output }) =>
    output.single('CATALOG'),
  );
  return discovered;
}

/** Streams as a user chooses them, those of Airbyte's connector by default, incremental where the records have times. */
export async function choose(names?: readonly string[]): Promise<ConfiguredCatalog> {
  return configureCatalog(await discover(), names);
}

/** The same, each incremental where it can be. */
export async function chooseIncremental(names?: readonly string[]): Promise<ConfiguredCatalog> {
  const { streams } = await choose(names);
  return { streams: streams.map((configured) => ({ ...configured, ...incrementalMode(configured) })) };
}

function incrementalMode({ stream }: ConfiguredStream): object {
  if (stream.supported_sync_modes?.includes('incremental') !== true) return {};
  const destination_sync_mode = 'append_dedup';
  return { sync_mode: 'incremental', destination_sync_mode, cursor_field: stream.default_cursor_field };
}

/** The same, each read whole. */
export async function chooseFullRefresh(): Promise<ConfiguredCatalog> {
  const { streams } = await choose();
  return { streams: streams.map((configured) => ({ ...configured, sync_mode: 'full_refresh' })) };
}

export interface SyncChoice {
  readonly streams?: readonly string[];
  readonly state?: unknown;
  /** Changes to the sandbox's own config; undefined takes a key out. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Instead of the streams above. */
  readonly catalog?: ConfiguredCatalog;
  readonly exitCode?: number;
  readonly rules?: ReadOptions;
  /** Streams whose states may be as the user gave them, and so no instants. */
  readonly foreignStates?: readonly string[];
}

/** One read of a process of its own, whose whole output keeps the rules. */
export async function sync(sandbox: Sandbox, choice: SyncChoice = {}): Promise<Output> {
  const catalog = choice.catalog ?? (await choose(choice.streams));
  const config = jsonFile({ ...sandbox.config, ...choice.config });
  const state = choice.state === undefined ? [] : ['--state', jsonFile(choice.state)];
  const finished = await runCli(['read', '--config', config, '--catalog', jsonFile(catalog), ...state]);
  const output = parseOutput(finished.stdout);
  checkRead(output, withoutCursors(catalog, choice.foreignStates ?? []), choice.rules);
  expect(finished).toMatchObject({ exitCode: choice.exitCode ?? 0, signal: null, stderr: '' });
  return output;
}

function withoutCursors({ streams }: ConfiguredCatalog, names: readonly string[]): ConfiguredCatalog {
  return {
    streams: streams.map((configured) =>
      names.includes(configured.stream.name)
        ? { ...configured, cursor_field: null, stream: { ...configured.stream, default_cursor_field: null } }
        : configured,
    ),
  };
}

/** An entry of a state file. */
export function stateOf(stream: string, state: unknown): object {
  return { type: 'STREAM', stream: { stream_descriptor: { name: stream }, stream_state: state } };
}

/** An instant so many days ago, in the form that states and requests have. */
export function daysAgo(days: number): string {
  return toUtc(Date.now() - days * 86_400_000);
}

/** UTC in whole seconds. */
export function toUtc(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
