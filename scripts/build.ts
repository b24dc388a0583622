import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { bundledLicenses } from './bundled-licenses.ts';
import { undiciInPart } from './undici-in-part.ts';

/** Bundles everything, packages included, into dist/: few files, which load fast and need no node_modules. */
const root = join(import.meta.dirname, '..');
const outdir = join(root, 'dist');
const LICENSES = 'THIRD-PARTY-LICENSES.txt';

const { metafile } = await build({
  entryPoints: { main: join(root, 'src', 'main.ts') },
  absWorkingDir: root,
  outdir,
  bundle: true,
  splitting: true,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'external',
  plugins: [undiciInPart],
  banner: {
    // Bundled CommonJS packages require Node's own modules.
    js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
});
chmodSync(join(outdir, 'main.js'), 0o755);
const inputs = Object.keys(metafile.inputs).map((path) => join(root, path));
writeFileSync(join(outdir, LICENSES), bundledLicenses(inputs));

// What an earlier build left goes last, so that a process of it that is under way finds its files for as long as it can.
const built = new Set([LICENSES, ...Object.keys(metafile.outputs).map((path) => basename(path))]);
for (const file of readdirSync(outdir)) if (!built.has(file)) rmSync(join(outdir, file));
