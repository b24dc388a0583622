import { shownCodeOf } from '../base/error-code.ts';
import { ConfigError } from '../base/errors.ts';
import { exactJson } from '../config/exact-json.ts';
import { createPrivateFile, replacePrivateFile } from '../config/private-file.ts';
import type { JsonObject } from '../base/json-object.ts';
import { isShowablePath } from '../base/showable-path.ts';

/** Writes a config to a file of its own: whole or not at all, and over another file only with `isReplacing`. */
export async function writeConfig(
  path: string,
  config: JsonObject,
  isReplacing: boolean,
  format = exactJson().format,
): Promise<void> {
  const text = format(config);
  try {
    if (isReplacing) await replacePrivateFile(path, text);
    else await createPrivateFile(path, text);
  } catch (cause) {
    const file = isShowablePath(path) ? path : 'The file of --output';
    const code = shownCodeOf(cause);
    throw new ConfigError(`${file} cannot be written (${code}). Check the path and its permissions.`, {
      cause,
    });
  }
}
