import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../base/errors.ts';
import { errorCodeOf } from '../base/error-code.ts';

/**
 * Throws a ConfigError where the folder of a stream lies elsewhere: files cannot be moved to another disk in one step, and
 * the views follow no links.
 */
export async function refuseFoldersElsewhere(
  root: string,
  streams: readonly { readonly name: string }[],
): Promise<void> {
  const { dev } = await lstat(root);
  for (const { name } of streams) {
    const folder = await lstat(join(root, name)).catch((error: unknown) => {
      if (errorCodeOf(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (folder === undefined || (!folder.isSymbolicLink() && folder.dev === dev)) continue;
    throw new ConfigError(
      `The folder ${name} of the directory is a link, or lies on another disk. Put a folder into its place; the directory as a whole may be a link.`,
    );
  }
}
