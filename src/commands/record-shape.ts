import { hash } from 'node:crypto';
import type { Config } from '../config/config.ts';

/**
 * A short text that differs where the config makes other records, or others of them: then what was sent before says nothing.
 * Whether there are private ones among them, states say by themselves.
 */
export function recordShape(config: Config): string {
  const { utcTimestamps, workspaceIds, primaryUserIds, excludeInternalCalls } = config;
  const filters = [workspaceIds.toSorted(), primaryUserIds.toSorted(), config.excludeContent.toSorted()];
  const all = JSON.stringify([utcTimestamps, excludeInternalCalls, ...filters]);
  return hash('sha256', all, 'base64url').slice(0, 8);
}
