import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Instant } from '../../src/base/instant.ts';

const CLOCK = pathToFileURL(join(import.meta.dirname, '..', '..', 'test-kit', 'moved-clock.mjs')).href;

/** The environment in which the CLI's clock shows another moment when it starts. */
export function atMoment(moment: Instant): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=${CLOCK}`, MOVED_CLOCK_TO: String(moment) };
}
