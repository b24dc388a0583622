import { expect } from 'vitest';
import configuredCatalog from '../integration_tests/configured_catalog.json' with { type: 'json' };
import type { Sandbox, SandboxOptions } from '../sandbox/src/index.ts';
import { checkRead, type ConfiguredCatalog, type Output } from './airbyte-output.ts';
import { findDifferences } from './expected-rows.ts';
import { jsonFile, runCommand, type Finished } from './run-cli.ts';
import type { ReadOptions } from './stream-life.ts';
import type { StreamName } from './truth.ts';

/** What to read of a sandbox, and how. */
export interface ReadChoice {
  /** All streams where it is absent. */
  readonly streams?: readonly StreamName[];
  /** Laid over the sandbox's own config. */
  readonly config?: object;
  readonly state?: unknown;
  readonly rules?: ReadOptions;
}

export type FinishedRead = Finished & { readonly output: Output };

export const everyStream: readonly StreamName[] = [
  'users',
  'calls',
  'extensiveCalls',
  'scorecards',
  'answeredScorecards',
  'callTranscripts',
];

/** A company that is read in a moment, its lists several pages long, without limits. */
export const small = {
  calls: 120,
  days: 20,
  users: 45,
  pageSize: 20,
  extensiveKilobytes: 6,
  requestsPerSecond: 0,
  dailyRequestLimit: 0,
  numericIds: false,
} as const satisfies SandboxOptions;

export function catalogOf(streams: readonly StreamName[] = everyStream): ConfiguredCatalog {
  return { streams: configuredCatalog.streams.filter(({ stream }) => isOneOf(streams, stream.name)) };
}

/** The command line of a read. */
export function readArguments(sandbox: Sandbox, { streams, config, state }: ReadChoice = {}): string[] {
  return [
    'read',
    '--config',
    jsonFile({ ...sandbox.config, ...config }),
    '--catalog',
    jsonFile(catalogOf(streams)),
    ...(state === undefined ? [] : ['--state', jsonFile(state)]),
  ];
}

/** Reads a sandbox with the built CLI; every message is checked, and nothing may be on stderr. */
export async function read(sandbox: Sandbox, choice: ReadChoice = {}): Promise<FinishedRead> {
  const finished = await runCommand(...readArguments(sandbox, choice));
  checkRead(finished.output, catalogOf(choice.streams), choice.rules);
  expect(finished.stderr).toBe('');
  return finished;
}

/** A read that has to end well and to bring everything. */
export async function readToTruth(sandbox: Sandbox, choice: ReadChoice = {}): Promise<FinishedRead> {
  const finished = await read(sandbox, choice);
  const { output, exitCode } = finished;
  expect(findDifferences(sandbox, choice.streams ?? everyStream, output)).toEqual([]);
  expect(incompleteStreams(output)).toEqual([]);
  expect(exitCode).toBe(0);
  return finished;
}

/** The streams that did not come to a good end. */
export function incompleteStreams(output: Output): StreamName[] {
  return everyStream.filter((stream) => output.statuses(stream).includes('INCOMPLETE'));
}

function isOneOf(streams: readonly StreamName[], name: string): boolean {
  return streams.some((stream) => stream === name);
}
