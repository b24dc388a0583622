import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCodeOf } from '../base/error-code.ts';
import { ConfigError } from '../base/errors.ts';
import { replaceFile } from './file-system.ts';
import type { LastReads } from './last-reads.ts';
import { isViewsSql, viewsSql } from './views/views.ts';

const FILE = 'views.sql';

/**
 * Writes views.sql anew at each sync: the directory may have moved, and a new version may know more fields. Throws a
 * ConfigError where somebody else's file has that name.
 */
export async function writeViews(root: string, reads: LastReads): Promise<void> {
  const path = join(root, FILE);
  const before = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (before !== undefined && before !== '' && !isViewsSql(before)) {
    throw new ConfigError(
      `The directory has a ${FILE} that this command has not written. Move that away, or name another directory with --to.`,
    );
  }
  await replaceFile(path, viewsSql(root, reads));
}
