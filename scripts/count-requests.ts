// Counts what each stream costs in requests, by syncs of all streams with companies of three sizes, and writes the table of
// docs/coverage.md. A sandbox stands for Gong, with a clock that goes from sync to sync.
// `npm run count-requests`, which takes some minutes.
import { readFileSync, writeFileSync } from 'node:fs';
import { startSandbox } from '../sandbox/src/index.ts';
import { DAY, formatInstant, HOUR } from '../src/base/instant.ts';
import { streams } from '../src/streams/index.ts';
import { syncCalls } from '../test-kit/call-syncs.ts';

const FILE = new URL('../docs/coverage.md', import.meta.url);
const [BEGIN, END] = ['<!-- requests -->\n', '<!-- end of requests -->\n'];

const CALLS_A_DAY = [50, 300, 1_000];
const HISTORY_DAYS = 90;
/** A Wednesday. */
const UNTIL = Date.UTC(2026, 10, 25);

/** Streams at the same endpoint are made of the same pages. */
const firstOfEndpoints = streams.filter(
  ({ endpoint }, index) => streams.findIndex((other) => other.endpoint === endpoint) === index,
);

const patterns = firstOfEndpoints.map(({ name, endpoint }) => ({
  name,
  pattern: new RegExp(`^${endpoint.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
}));

/** Requests by the stream to whose endpoint they go. */
type Counts = ReadonlyMap<string, number>;

interface Company {
  readonly firstSync: Counts;
  readonly hourlyDay: Counts;
}

async function measure(callsPerDay: number): Promise<Company> {
  const users = callsPerDay / 2;
  const begin = UNTIL - DAY;
  await using sandbox = await startSandbox({
    seed: 7,
    days: HISTORY_DAYS + 1,
    calls: (HISTORY_DAYS + 1) * callsPerDay,
    users,
    workspaces: 3,
    libraryFolders: 20,
    flows: 30,
    tasks: 10 * users,
    logEntries: 2 * users * (HISTORY_DAYS + 1),
    until: formatInstant(UNTIL),
    clock: formatInstant(begin),
    extensiveKilobytes: 6,
    requestsPerSecond: 0,
    dailyRequestLimit: 0,
  });
  const config = {
    start_date: formatInstant(begin - HISTORY_DAYS * DAY),
    flow_prospects_limit: 1_000,
    // As many requests as the usual rate and latency would have under way.
    num_workers: 3,
  };
  let states: readonly object[] = [];
  const syncAt = async (now: number): Promise<Counts> => {
    sandbox.resetRequests();
    sandbox.setClock(formatInstant(now));
    const names = streams.map(({ name }) => name);
    const synced = await syncCalls({ sandbox, now, config, states, streams: names, onRecord() {} });
    if (!synced.isWhole) throw new Error(`the sync of ${formatInstant(now)} failed`);
    ({ states } = synced);
    return countByStream(sandbox.requests.map(({ method, path }) => `${method} ${path}`));
  };
  const firstSync = await syncAt(begin);
  const hours: Counts[] = [];
  for (let hour = 1; hour <= 24; hour += 1) hours.push(await syncAt(begin + hour * HOUR));
  return { firstSync, hourlyDay: sumOf(hours) };
}

function countByStream(endpoints: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const endpoint of endpoints) {
    const name = patterns.find(({ pattern }) => pattern.test(endpoint))?.name;
    if (name === undefined) throw new Error(`no stream asks for ${endpoint}`);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function sumOf(all: readonly Counts[]): Counts {
  const names = new Set(all.flatMap((counts) => [...counts.keys()]));
  return new Map(
    [...names].map((name) => [name, all.reduce((sum, counts) => sum + (counts.get(name) ?? 0), 0)]),
  );
}

function row(title: string, numbers: readonly number[]): string {
  return `| ${[title, ...numbers.map((number) => number.toLocaleString('en-US'))].join(' | ')} |\n`;
}

function table(companies: readonly Company[]): string {
  const columns = [
    ...companies.map(({ firstSync }) => firstSync),
    ...companies.map(({ hourlyDay }) => hourlyDay),
  ];
  const totals = (names: readonly string[]) =>
    columns.map((counts) => names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0));
  const sizes = [...CALLS_A_DAY, ...CALLS_A_DAY].map((calls) => calls.toLocaleString('en-US'));
  const named = firstOfEndpoints.map(({ name, isReadByDefault }) => ({ name, isReadByDefault }));
  const ofDefault = named.filter(({ isReadByDefault }) => isReadByDefault).map(({ name }) => name);
  return [
    `| calls a day | ${sizes.map((calls, index) => `${index < CALLS_A_DAY.length ? 'first sync' : 'a day'}, ${calls}`).join(' | ')} |\n`,
    `|---|${'--:|'.repeat(sizes.length)}\n`,
    ...named.map(({ name }) => row(`\`${name}\``, totals([name]))),
    row('those read by default', totals(ofDefault)),
    row('all', totals(named.map(({ name }) => name))),
  ].join('');
}

const companies: Company[] = [];
for (const calls of CALLS_A_DAY) companies.push(await measure(calls));
const text = readFileSync(FILE, 'utf8');
const [before = '', rest = ''] = text.split(BEGIN);
const [, after = ''] = rest.split(END);
writeFileSync(FILE, `${before}${BEGIN}${table(companies)}${END}${after}`);
