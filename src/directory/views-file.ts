import { join } from 'node:path';
import { replaceFile } from './file-system.ts';
import { viewsSql } from './views/views.ts';

/** Writes views.sql anew at each sync: the directory may have moved, and a new version may know more fields. */
export function writeViews(root: string): Promise<void> {
  return replaceFile(join(root, 'views.sql'), viewsSql(root));
}
