import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf } from '../base/error-code.ts';
import { ConfigError } from '../base/errors.ts';
import { EMPTY, formatDirectoryState, parseDirectoryState } from './directory-state.ts';
import type { DirectoryState, StreamEntry } from './directory-state.ts';
import { replaceFile } from './file-system.ts';
import { shownDirectory } from './write-failure.ts';

export const STATE_FILE = 'state.json';

const FAULTS = {
  foreign: 'was not written by this command',
  newer: 'was written by a newer version of this command',
  damaged: 'is damaged',
} as const;

/** Whether a directory has a `state.json` of this command's. */
export async function isOurState(root: string): Promise<boolean> {
  return typeof parseDirectoryState(await readFile(join(root, STATE_FILE), 'utf8')) !== 'string';
}

/** The `state.json` of a directory. */
export class StateStore {
  readonly root: string;
  #state: DirectoryState;

  private constructor(root: string, state: DirectoryState) {
    this.root = root;
    this.#state = state;
  }

  /** Throws a ConfigError where there is one that cannot be used. */
  static async open(root: string): Promise<StateStore> {
    let text: string;
    try {
      text = await readFile(join(root, STATE_FILE), 'utf8');
    } catch (error) {
      if (errorCodeOf(error) !== 'ENOENT') throw error;
      return new StateStore(root, EMPTY);
    }
    const state = parseDirectoryState(text);
    if (typeof state !== 'string') return new StateStore(root, state);
    throw new ConfigError(
      `${shownDirectory(root)} has a ${STATE_FILE} that ${FAULTS[state]}. Nothing was changed. Put the right one back, or name another directory with --to; without a ${STATE_FILE} everything is read anew.`,
    );
  }

  /** As it was saved last, or as it may have been: where saving has failed nobody knows. */
  get state(): DirectoryState {
    return this.#state;
  }

  async save(state: DirectoryState): Promise<void> {
    this.#state = state;
    await replaceFile(join(this.root, STATE_FILE), formatDirectoryState(state));
  }

  /** Saves these entries in the place of the streams' earlier ones. */
  async put(entries: readonly StreamEntry[]): Promise<void> {
    const all = new Map(this.#state.entries);
    for (const entry of entries) all.set(entry.stream, entry);
    await this.save({ ...this.#state, entries: all });
  }
}
