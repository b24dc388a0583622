import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { CONNECTOR, ENVIRONMENT, FLOOR, FOLDER, PYTHON, ROOT, SANDBOX } from './places.ts';

const REQUIREMENTS = join(import.meta.dirname, 'peer', 'requirements.txt');

/** Copies our build, bundles the sandbox and the floor and installs the peer where it is not there yet. */
export async function prepare(): Promise<void> {
  const built = join(ROOT, 'dist', 'main.js');
  if (!existsSync(built)) throw new Error('there is no dist/main.js; run npm run build first');
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  cpSync(dirname(built), dirname(CONNECTOR), { recursive: true });
  const buildSandbox = join(ROOT, 'sandbox', 'scripts', 'build.ts');
  execFileSync(process.execPath, ['--import', 'tsx', buildSandbox, dirname(SANDBOX)]);
  await build({
    entryPoints: [join(import.meta.dirname, 'floor.ts')],
    outfile: FLOOR,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Bundled CommonJS packages require Node's own modules.
    banner: {
      js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
    },
  });
  installPeer();
}

function installPeer(): void {
  const installed = join(ENVIRONMENT, 'requirements.txt');
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  console.log('installing the peer into .venv/bench; this takes a minute');
  execFileSync(findPython(), ['-m', 'venv', ENVIRONMENT]);
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
  execFileSync(PYTHON, install, { stdio: 'inherit' });
  copyFileSync(REQUIREMENTS, installed);
}

function findPython(): string {
  const suits = 'import sys, venv; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 12))';
  for (const candidate of ['python3.11', 'python3.12', 'python3.10', 'python3', 'python']) {
    try {
      execFileSync(candidate, ['-c', suits], { stdio: 'ignore' });
      return candidate;
    } catch {
      // The next one may do.
    }
  }
  throw new Error('needs Python 3.10, 3.11 or 3.12 on the PATH');
}
