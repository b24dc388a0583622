import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawCharts } from './draw-charts.ts';
import { describeMachine } from './machine.ts';
import type { Part, PartResult, Row } from './part.ts';
import { children } from './parts/children.ts';
import { extensiveCalls } from './parts/extensive-calls.ts';
import { image } from './parts/image.ts';
import { memory } from './parts/memory.ts';
import { processorBound } from './parts/processor-bound.ts';
import { recentCalls } from './parts/recent-calls.ts';
import { sixStreams } from './parts/six-streams.ts';
import { startUp } from './parts/start-up.ts';
import { week } from './parts/week.ts';
import { FOLDER } from './places.ts';
import { prepare } from './prepare.ts';
import { printTable } from './print-table.ts';

/** Measures ours, the peer and the floor side by side. See README.md in this folder. */
const PARTS: Readonly<Record<string, Part>> = {
  image,
  'start-up': startUp,
  'processor-bound': processorBound,
  memory,
  'six-streams': sixStreams,
  'extensive-calls': extensiveCalls,
  'recent-calls': recentCalls,
  week,
  children,
};

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
});
const names = values.only ?? Object.keys(PARTS);
const unknown = names.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  throw new Error(`there is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
}

await prepare();
const started = new Date();
const size = values.quick ? 'quick' : 'full';
const machine = describeMachine();
const results: Record<string, PartResult> = {};
for (const name of names) {
  const part = PARTS[name];
  if (part === undefined) continue;
  console.log(`${name} ...`);
  try {
    results[name] = await part(size);
  } catch (error) {
    // The other parts are worth having all the same.
    const figure = 'could not be measured';
    results[name] = {
      rows: [{ what: name, goal: '', figure, reached: false }],
      charts: [],
      measured: String(error),
    };
    console.error(error);
    process.exitCode = 1;
  }
}

const all = Object.values(results);
const rows: Row[] = all.flatMap((result) => result.rows);
const minutes = ((Date.now() - started.getTime()) / 60_000).toFixed(1);
console.log(`\n${JSON.stringify(machine)}, ${size}, ${minutes} minutes\n`);
console.log(printTable(rows));

// Only a whole run replaces the results that are kept.
const isWhole = size === 'full' && values.only === undefined;
const folder = isWhole ? import.meta.dirname : FOLDER;
const measured = Object.fromEntries(Object.entries(results).map(([name, result]) => [name, result.measured]));
mkdirSync(folder, { recursive: true });
const report = { date: started.toISOString(), size, machine, rows, measured };
writeFileSync(join(folder, 'results.json'), `${JSON.stringify(report, undefined, 2)}\n`);
writeFileSync(join(folder, 'results.svg'), drawCharts(all.flatMap((result) => result.charts)));
const missed = rows.filter(({ reached }) => reached === false).length;
console.log(`\n${missed === 0 ? 'every goal is reached' : `${missed} goals are not reached`}`);
if (size === 'quick') console.log('Quick sizes are too small for some goals: only a full run decides.');
