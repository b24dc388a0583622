import { resolve } from 'node:path';
import { errorCodeOf } from '../base/error-code.ts';
import { ConfigError, toConnectorError, type ConnectorError } from '../base/errors.ts';
import { isShowablePath } from '../base/showable-path.ts';

/** What the operating system says, and what the user can do about it. */
const REASONS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space'],
  EDQUOT: ['the disk quota is used up', 'Free some space'],
  EFBIG: [
    'a file has become as large as it may',
    'Raise the limit (ulimit -f), or name another disk with --to',
  ],
  EACCES: ['permission is denied', 'Correct its permissions'],
  EPERM: ['permission is denied', 'Correct its permissions'],
  EROFS: ['the disk can only be read', 'Make it writable, or name another directory with --to'],
  ENOENT: ['it was removed, or a part of it', 'Put it back, or name another directory with --to'],
  ENOTDIR: ['a part of the path is a file', 'Move that away, or name another directory with --to'],
  EEXIST: [
    'something else has the name of a file or folder in it',
    'Move that away, or name another directory with --to',
  ],
};

const OTHER = ['the operating system refuses', 'Look after the disk'] as const;

/** Returns the error of a sync that could not write to its directory. What is no failure of the disk stays what it is. */
export function writeFailure(directory: string, cause: unknown): ConnectorError {
  const code = errorCodeOf(cause);
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return toConnectorError(cause);
  if (code === 'EEXIST' && isAt(directory, cause)) {
    const name = isShowablePath(directory) ? `the name ${directory}` : 'the name of the directory';
    const message = `A file has ${name}. Move it away, or name another directory with --to.`;
    return new ConfigError(message, { cause });
  }
  const [reason, remedy] = REASONS[code] ?? OTHER;
  const message = `${shownDirectory(directory)} cannot be written: ${reason} (${code}). No record that its state.json covers is lost. ${remedy} and run the same command again.`;
  return new ConfigError(message, { cause });
}

/** Whether it is the directory itself that could not be made. */
function isAt(directory: string, cause: unknown): boolean {
  return cause instanceof Error && 'path' in cause && cause.path === resolve(directory);
}

/** A directory of the command line as messages name it. */
export function shownDirectory(path: string): string {
  return isShowablePath(path) ? `The directory ${path}` : 'The directory';
}
