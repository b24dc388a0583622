import type { Row } from './part.ts';
import { printTable } from './print-table.ts';
import { changes } from './weeks/changes.ts';
import { cost } from './weeks/cost.ts';
import { deletions } from './weeks/deletions.ts';
import { destination } from './weeks/destination.ts';
import { HELP, readOptions, type WeeksOptions } from './weeks/options.ts';
import { traffic } from './weeks/traffic.ts';

/** Judges weeks of hourly syncs from outside. See README.md in this folder. */
const PARTS: Readonly<Record<string, (options: WeeksOptions) => Promise<Row[]>>> = {
  destination,
  changes,
  traffic,
  deletions,
  cost,
};

const options = readOptions(process.argv.slice(2));
if (options === undefined) console.log(HELP);
else await judge(options);

async function judge(chosen: WeeksOptions): Promise<void> {
  const names = chosen.only ?? Object.keys(PARTS);
  const unknown = names.filter((name) => !(name in PARTS));
  if (unknown.length > 0) {
    throw new Error(`there is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
  }
  console.log(`--seed ${chosen.seed}`);
  const rows: Row[] = [];
  for (const name of names) {
    const startedAt = performance.now();
    try {
      rows.push(...((await PARTS[name]?.(chosen)) ?? []));
    } catch (error) {
      console.log(String(error instanceof Error ? error.stack : error));
      rows.push({ what: name, goal: '', figure: 'could not be measured', reached: false });
    }
    console.log(`${name}: ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }
  console.log(printTable(rows));
  if (rows.some(({ reached }) => reached === false)) process.exitCode = 1;
}
