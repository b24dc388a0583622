import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { buildSync as build } from 'esbuild';

let bundled: URL | undefined;

/** Where the code of a writing thread is, on all versions of Node and however this module came to run. */
export function workerCode(): URL {
  // In the bundle it is the second entry.
  if (!import.meta.url.endsWith('.ts')) return new URL('./worker.js', import.meta.url);
  return (bundled ??= bundleSources());
}

/** Loaders of TypeScript do not reach into threads, or make what runs there slow, so it gets plain JavaScript. */
function bundleSources(): URL {
  // Not imported: only those who have the sources have the bundler.
  const { buildSync }: { readonly buildSync: typeof build } = createRequire(import.meta.url)('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL('./worker.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return new URL(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`);
}
