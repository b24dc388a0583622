import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { dockerfile } from '../test-kit/dockerfile.ts';

const root = new URL('../', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, root), 'utf8');
const json = (path: string): unknown => JSON.parse(text(path));

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >;
}

const packageFile = json('package.json');
const metadata: unknown = parse(text('metadata.yaml'));
const image = dockerfile(text('Dockerfile'));

describe('the version', () => {
  test('is the same in package.json, metadata.yaml and the label of the image', () => {
    const version = image.labels['io.airbyte.version'];
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(packageFile).toMatchObject({ version });
    expect(metadata).toMatchObject({ data: { dockerImageTag: version } });
  });
});

describe('the image', () => {
  test('is labelled with the repository of metadata.yaml', () => {
    expect(metadata).toMatchObject({ data: { dockerRepository: image.labels['io.airbyte.name'] } });
  });

  test('tells the platform to start exactly its entrypoint, by an absolute path', () => {
    expect(image.environment['AIRBYTE_ENTRYPOINT']).toBe(image.entrypoint.join(' '));
    expect(image.entrypoint.at(-1)).toMatch(/^\/.*\/dist\/main\.js$/);
  });

  test('runs as uid and gid 1000', () => {
    expect(image.user).toBe('1000:1000');
  });

  test('takes the base of both stages from one argument', () => {
    expect(image.bases).toEqual(['${NODE_IMAGE} AS build', '${NODE_IMAGE}']);
  });

  test('receives only the bundle and package.json', () => {
    expect(image.copies).toEqual(['package.json ./', '--from=build /build/dist ./dist']);
  });
});

describe('the page of the project', () => {
  test('is the same in package.json, spec.json and metadata.yaml', () => {
    const { documentationUrl }: { documentationUrl: string } = JSON.parse(text('spec.json'));
    expect(packageFile).toMatchObject({ homepage: documentationUrl });
    expect(metadata).toMatchObject({ data: { documentationUrl } });
  });
});

describe('the license', () => {
  test('is MIT everywhere', () => {
    expect(packageFile).toMatchObject({ license: 'MIT' });
    expect(metadata).toMatchObject({ data: { license: 'MIT' } });
    expect(text('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) 2026 source-gong contributors/);
  });
});

describe('package-lock.json', () => {
  const { packages }: Lock = JSON.parse(text('package-lock.json'));

  // Otherwise npm ci refuses to work. npm leaves the binaries of other platforms out when it cannot look them up.
  test('has an entry for every optional dependency', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  test('names no registry but the public one, and the workspace', () => {
    expect(text('package-lock.json')).not.toMatch(
      /"resolved": "(?!sandbox"|https:\/\/registry\.npmjs\.org\/)/,
    );
  });
});

test('nothing that is shipped or run by a script names a path of one machine', () => {
  const folders = ['integration_tests', 'interop', 'scripts', 'scripts/image'];
  const files = folders.flatMap((folder) =>
    readdirSync(new URL(folder, root), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${folder}/${entry.name}`),
  );
  const single = [
    'Dockerfile',
    '.dockerignore',
    'metadata.yaml',
    'acceptance-test-config.yml',
    'package.json',
  ];
  const guilty = [...single, ...files].filter((path) =>
    /[\s"'=:](?:\/work|\/home|\/Users|[A-Z]:\\)/.test(text(path)),
  );
  expect(guilty).toEqual([]);
});
