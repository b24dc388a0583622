import { join } from 'node:path';
import { ConfigError } from '../base/errors.ts';
import type { Log } from '../protocol/log.ts';
import { compareCompanies, type Company } from './company.ts';
import { isFileName } from './directory-state.ts';
import { namesIn } from './file-system.ts';
import { STATE_FILE, type StateStore } from './state-store.ts';
import { shownDirectory } from './write-failure.ts';

/**
 * Returns whether a directory has records of another company than the one that is to be read. That is a ConfigError
 * unless all of them are replaced (`isReplaced`), and a warning where it only may be so.
 */
export async function isOfAnotherCompany(
  store: StateStore,
  company: Company,
  isReplaced: boolean,
  log: Log,
): Promise<boolean> {
  const known = store.state.company;
  const verdict = known === undefined ? 'same' : compareCompanies(known, company);
  // A key or an address with which nothing could be read may be corrected.
  if (known === undefined || verdict === 'same' || !(await hasRecords(store))) return false;
  const directory = shownDirectory(store.root);
  if (verdict === 'another' && !isReplaced) {
    const isSameKey = known.keyHash === company.keyHash;
    const why = isSameKey
      ? `, and Gong's address for this one is ${company.ownHost ?? company.host}`
      : ', with other credentials';
    throw new ConfigError(
      `${directory} holds the records of another company: they came from ${known.ownHost ?? known.host}${why}. Nothing was read. Name another directory with --to, or read all streams anew with --full, which replaces what is there.${isSameKey ? ` If Gong has only given your company another address, take company out of ${STATE_FILE} there.` : ''}`,
    );
  }
  if (verdict === 'perhaps the same' && !isReplaced) {
    const why =
      known.keyHash === company.keyHash
        ? `It cannot be told which of the companies that the app reads ${directory} holds, since its own address is not known. If it is another one`
        : `${directory} was last synced with other credentials. That is as it should be if they were replaced. If these belong to another company`;
    log.warn(`${why}, stop, and name another directory with --to: the records would be mixed.`);
  }
  return verdict === 'another';
}

/** Or a state of a stream that had none: with it another company's would not be read. */
async function hasRecords({ root, state }: StateStore): Promise<boolean> {
  for (const { stream, state: covered = {} } of state.entries.values()) {
    if (Object.keys(covered).length > 0) return true;
    if ((await namesIn(join(root, stream))).some(isFileName)) return true;
  }
  return false;
}
