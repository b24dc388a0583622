import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { build } from 'esbuild';

/** Bundles the sandbox into dist/, or into the folder that is named. It uses no package. */
const root = join(import.meta.dirname, '..');
const outdir = argv[2] ?? join(root, 'dist');

await build({
  entryPoints: {
    index: join(root, 'src', 'index.ts'),
    main: join(root, 'src', 'main.ts'),
    // A thread of the sandbox, which it starts by this name.
    worker: join(root, 'src', 'worker.ts'),
  },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  banner: { js: '#!/usr/bin/env node' },
});
chmodSync(join(outdir, 'main.js'), 0o755);
