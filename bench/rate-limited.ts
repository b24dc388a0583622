import { readBooks, type Books } from './books.ts';
import type { Company, Order } from './companies.ts';
import { seconds, type PartResult, type Size } from './part.ts';
import { readCompany, type FailedReading, type Reading } from './read-company.ts';
import { drawLatency, latencyRows, nameOf, type Outcome, type RateLimited } from './report-rate-limited.ts';
import { startUpSeconds } from './start-up-seconds.ts';

const SIZES = {
  full: { calls: [3000, 9000, 20_000], latenciesMs: [300, 1000, 2500] },
  quick: { calls: [1200], latenciesMs: [300, 1000] },
} as const;
const ORDERS: readonly Order[] = ['ascending', 'scattered'];

/** From this latency on, a single walk leaves the processor idle nearly all the time. */
const LONG_LATENCY_MS = 2500;

export async function measureRateLimited(test: RateLimited, size: Size): Promise<PartResult> {
  const startUp = await startUpSeconds();
  const companies = listCompanies(size);
  const books = new Map<number, Books>();
  for (const calls of SIZES[size].calls) books.set(calls, await readBooks(calls, test.streams));
  const read = async (who: 'ours' | 'peer', company: Company): Promise<Reading | FailedReading> => {
    const book = books.get(company.calls);
    if (book === undefined) throw new Error(`there are no books for ${company.calls} calls`);
    const reading = await readCompany(who, company, test.streams, book);
    const end = 'failure' in reading ? 'failed' : seconds(reading.run.seconds);
    console.log(`  ${who}, ${nameOf(company)}: ${end}`);
    return reading;
  };

  // The peer waits for the server nearly all the time, so its syncs may run at the same time as ours: two at a time,
  // one of them at the longest latency, where it sends few requests.
  const peers = new Map<Company, Reading | FailedReading>();
  const readPeers = async (some: readonly Company[]): Promise<void> => {
    for (const company of some) peers.set(company, await read('peer', company));
  };
  const forPeer = companies.filter(({ order }) => order === 'ascending');
  const peersDone = Promise.all([
    readPeers(forPeer.filter(({ latencyMs }) => latencyMs < LONG_LATENCY_MS)),
    readPeers(forPeer.filter(({ latencyMs }) => latencyMs >= LONG_LATENCY_MS)),
  ]);
  const ours = new Map<Company, Reading | FailedReading>();
  for (const company of companies) ours.set(company, await read('ours', company));
  await peersDone;

  const outcomes = companies.flatMap((company): Outcome[] => {
    const [own, book] = [ours.get(company), books.get(company.calls)];
    if (own === undefined || book === undefined) return [];
    return [{ company, least: test.leastRequests(book), ours: own, peer: peers.get(company) }];
  });
  return {
    rows: SIZES[size].latenciesMs.flatMap((latencyMs) => latencyRows(test, at(outcomes, latencyMs), startUp)),
    charts: SIZES[size].latenciesMs.map((latencyMs) => drawLatency(test, at(outcomes, latencyMs), latencyMs)),
    measured: { startUpSeconds: startUp, outcomes },
  };
}

/** Full pages of the largest size; an empty list takes a request too. */
export function pages(records: number): number {
  return Math.max(1, Math.ceil(records / 100));
}

function listCompanies(size: Size): readonly Company[] {
  const { calls: sizes, latenciesMs } = SIZES[size];
  return sizes.flatMap((calls) =>
    latenciesMs.flatMap((latencyMs) => ORDERS.map((order) => ({ calls, latencyMs, order }))),
  );
}

function at(outcomes: readonly Outcome[], latencyMs: number): readonly Outcome[] {
  return outcomes.filter(({ company }) => company.latencyMs === latencyMs);
}
