import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package that a file belongs to. */
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

const LICENSE_FILE = /^licen[cs]e/i;

/** Returns the licences of all packages of which these files are: whoever passes a bundle on has to pass them on too. */
export function bundledLicenses(files: readonly string[]): string {
  const folders = new Set(files.flatMap((file) => PACKAGE_FOLDER.exec(file)?.[0] ?? []));
  const entries = [...folders].map((folder): [title: string, text: string] => {
    const { name, version, license }: Record<string, unknown> = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    const file = readdirSync(folder).find((each) => LICENSE_FILE.test(each));
    const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
    return [`${String(name)} ${String(version)}: ${String(license)}`, text];
  });
  const sorted = entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `${sorted.map(([title, text]) => `${title}${text}`).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
