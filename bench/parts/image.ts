import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { atMost, megabytes, type Part } from '../part.ts';
import { ROOT } from '../places.ts';

/** What the image adds to its base: the files that the last stage of the Dockerfile copies. */
const MOST_MEGABYTES = 3;

export const image: Part = async () => {
  const files = copied(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')).map((path) => ({
    path,
    bytes: size(join(ROOT, path)),
  }));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  return {
    rows: [atMost('image: files above the base', MOST_MEGABYTES, total, megabytes)],
    charts: [],
    measured: { files },
  };
};

/** Paths in the repository; those that come from the build stage lose the folder it works in. */
function copied(dockerfile: string): string[] {
  const stages = dockerfile.split(/^FROM /m);
  const lines = stages.at(-1)?.match(/^COPY .+$/gm) ?? [];
  const paths = lines.flatMap((line) => {
    const words = line.split(/\s+/).filter((word) => !word.startsWith('--'));
    return words.slice(1, -1).map((path) => path.replace(/^\/build\//, ''));
  });
  if (paths.length === 0) throw new Error('the last stage of the Dockerfile copies nothing');
  return paths;
}

function size(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + size(join(path, name)), 0);
}
