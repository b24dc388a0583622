import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The tests run what users run: the built CLI, made of the sources as they are now. */
export default function buildOnce(): void {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: join(import.meta.dirname, '..'),
    stdio: 'inherit',
  });
}
