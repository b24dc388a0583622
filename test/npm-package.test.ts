import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const work = mkdtempSync(join(tmpdir(), 'source-gong-package-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Nothing that is installed already, and no registry, can help. */
const apart = [
  '--offline',
  '--cache',
  join(work, 'cache'),
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
];

function npm(words: readonly string[], folder: string): string {
  return execFileSync('npm', [...words, ...apart], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

let tarball = '';
let files: Packed['files'] = [];

beforeAll(() => {
  // The tests have built dist/ already, which is what `prepack` would do.
  const [packed]: Packed[] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', work], root),
  );
  tarball = join(work, String(packed?.filename));
  files = packed?.files ?? [];
});

describe('the package', () => {
  test('holds what a user needs and no more', () => {
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['dist/main.js', 'README.md', 'LICENSE', 'CHANGELOG.md', 'package.json']),
    );
    const single = new Set(['README.md', 'LICENSE', 'CHANGELOG.md', 'package.json', 'bench/results.svg']);
    const others = paths.filter((path) => !single.has(path) && !/^(?:dist|docs)\//.test(path));
    expect(others).toEqual([]);
    expect(paths.filter((path) => path.startsWith('dist/')).toSorted()).toEqual(
      readdirSync(join(root, 'dist'))
        .map((file) => `dist/${file}`)
        .toSorted(),
    );
    expect(files.find(({ path }) => path === 'dist/main.js')?.mode).toBe(0o755);
  });

  test('holds all that its texts link to', () => {
    const paths = new Set(files.map(({ path }) => path));
    const texts = [...paths].filter((path) => path.endsWith('.md'));
    const dead = texts.flatMap((text) =>
      [...readFileSync(join(root, text), 'utf8').matchAll(/\]\((?!https?:|#)([^)\s#]+)(?:#[^)]*)?\)/g)]
        .map(([, target = '']) => posix.join(posix.dirname(text), target))
        .filter((target) => !paths.has(target))
        .map((target) => `${text}: ${target}`),
    );
    expect(texts.length).toBeGreaterThan(5);
    expect(dead).toEqual([]);
  });

  test('can be published, and installs nothing that is bundled', () => {
    expect(packageJson).not.toHaveProperty('private');
    expect(packageJson).not.toHaveProperty('dependencies');
    // npm would ask whether they may run.
    const names = Object.keys(packageJson.scripts);
    expect(names).not.toEqual(expect.arrayContaining([expect.stringMatching(/install$|^prepare$/)]));
  });

  test('passes on the licenses of what is bundled', () => {
    const licenses = readFileSync(join(root, 'dist', 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    const bundled = licenses.split(/^-{80}$/m);
    expect(bundled.length).toBeGreaterThanOrEqual(3);
    for (const each of bundled) expect(each.trim()).toMatch(/^\S+ \d+\.\d+\.\d+\S*: \S+\n\n.{100}/s);
  });

  test('is installed by its file, without a registry', () => {
    const prefix = join(work, 'prefix');
    npm(['install', '--global', '--prefix', prefix, tarball], work);
    const folder = join(prefix, 'lib', 'node_modules', 'source-gong');
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
    expect(statSync(join(folder, 'dist', 'main.js')).mode & 0o111).toBe(0o111);
    const spec = execFileSync(join(prefix, 'bin', 'source-gong'), ['spec'], { cwd: work, encoding: 'utf8' });
    expect(JSON.parse(spec)).toMatchObject({ type: 'SPEC' });
  });

  test('runs with npx by its file, in an empty folder', () => {
    const folder = mkdtempSync(join(work, 'empty-'));
    const printed = npm(['exec', '--yes', '--package', tarball, '--', 'source-gong', '--version'], folder);
    expect(printed).toContain(packageJson.version);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('no text tells anybody to run what the registry may hold under this name', () => {
  const folders = ['docs', 'src', 'src/commands', 'src/command-line', 'scripts', 'bench'];
  const texts = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(folder, entry.name)),
  );
  const all = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'spec.json', 'metadata.yaml', ...texts];
  const guilty = all.filter((path) =>
    /\bnpx (?:-y |--yes )?source-gong|npm (?:i|install) (?:-g |--global )?source-gong(?![\w-]*\.tgz)/.test(
      readFileSync(join(root, path), 'utf8'),
    ),
  );
  expect(guilty).toEqual([]);
});
