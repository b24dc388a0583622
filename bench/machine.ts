import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';
import { PYTHON } from './places.ts';

/** Where and with what a run was made: figures of two machines must not be compared. */
export function describeMachine(): Readonly<Record<string, string | number>> {
  const facts =
    'import platform; from importlib.metadata import version; print(platform.python_version(), version("airbyte-cdk"))';
  const [python = '', peer = ''] = execFileSync(PYTHON, ['-c', facts], { encoding: 'utf8' })
    .trim()
    .split(' ');
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    processors: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 1e9),
    system: `${platform()} ${arch()}`,
    node: process.versions.node,
    python,
    airbyteCdk: peer,
    loadAtStart: Number(loadavg()[0]?.toFixed(2) ?? 0),
  };
}
