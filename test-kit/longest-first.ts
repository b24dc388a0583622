import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a quarter of a minute or more, half of it waits. Begun last, they would leave a processor idle at the end. */
const LONG: ReadonlySet<string> = new Set([
  'faults-loss',
  'pace-requests',
  'pace-rate',
  'small-quota',
  'resilience-limits',
  'list-reader-odd-answers',
  'pace-memory',
  'resilience-kill',
  'config-init',
  'upgrades',
  'call-list',
  'sync-safeguards',
  'check',
  'resilience-shutdown',
  'oauth-files',
  'faults-output',
  'simulated-days',
]);

/** Begins with the files that take longest. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- Vitest's own method, not that of arrays
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

function isLong({ moduleId }: TestSpecification): boolean {
  const [, name = ''] = /([^/]+)\.test\.ts$/.exec(moduleId) ?? [];
  return LONG.has(name);
}
