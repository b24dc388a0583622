import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/src/index.ts';
import { newDirectory } from '../../test-kit/directory-files.ts';
import { jsonFile, runCli, type Finished } from '../../test-kit/run-cli.ts';

/** A directory of which nothing is there yet. */
export function directoryToBe(): string {
  return join(newDirectory(), 'gong');
}

/** The command line of a sync of a sandbox into a directory that says nothing but errors. */
export function syncArguments(sandbox: Sandbox, directory: string, ...more: readonly string[]): string[] {
  return [...loudSyncArguments(sandbox, directory), '--quiet', ...more];
}

/** The same for one that shows how far it is, and warns. */
export function loudSyncArguments(sandbox: Sandbox, directory: string, ...more: readonly string[]): string[] {
  return ['sync', '--config', jsonFile(sandbox.config), '--to', directory, ...more];
}

/** Runs it with the built CLI. */
export async function syncTo(
  sandbox: Sandbox,
  directory: string,
  ...more: readonly string[]
): Promise<Finished> {
  return await runCli(syncArguments(sandbox, directory, ...more));
}

/** A sync that ends well and has nothing to say. */
export const inPeace = { exitCode: 0, signal: null, stdout: '', stderr: '' };
