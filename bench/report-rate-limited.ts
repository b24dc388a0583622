import type { Books } from './books.ts';
import type { Company } from './companies.ts';
import type { StreamName } from './contenders.ts';
import { atMost, count, seconds, times, type Chart, type Row } from './part.ts';
import type { FailedReading, Reading } from './read-company.ts';

/** Some streams of companies of several sizes, at Gong's 3 requests a second and several latencies. */
export interface RateLimited {
  /** What the table calls the streams. */
  readonly title: string;
  readonly streams: readonly StreamName[];
  /** The least number of requests that can bring everything. */
  readonly leastRequests: (books: Books) => number;
  readonly mostRequests: (least: number, latencyMs: number) => number;
}

export interface Outcome {
  readonly company: Company;
  readonly least: number;
  readonly ours: Reading | FailedReading;
  /** The peer walks one cursor a stream, so it reads each company in one order only. */
  readonly peer: Reading | FailedReading | undefined;
}

const REQUESTS_PER_SECOND = 3;
const MOST_SECONDS_WITHOUT_STATE = 60;

export function nameOf({ calls, latencyMs, order }: Company): string {
  return `${count(calls)} calls, ${count(latencyMs)} ms, ${order}`;
}

/** Requests and times of each company; what holds for a sync of any size once, for the worst of them. */
export function latencyRows(test: RateLimited, outcomes: readonly Outcome[], startUp: number): Row[] {
  const good = outcomes.map(({ ours }) => ours).filter((reading) => 'run' in reading);
  const [first] = good;
  const rows = outcomes.flatMap((outcome) => companyRows(test, outcome, startUp));
  if (first === undefined) return rows;
  const worst = (figure: (reading: Reading) => number): number => Math.max(...good.map(figure));
  const name = `${test.title}, ${count(first.latencyMs)} ms`;
  return [
    ...rows,
    atMost(
      `${name}: most requests in any 1,000 ms`,
      3,
      worst(({ traffic }) => traffic.mostPerSecond),
      count,
    ),
    atMost(
      `${name}: refused requests`,
      0,
      worst(({ traffic }) => traffic.refused),
      count,
    ),
    atMost(
      `${name}: longest time without a STATE while records flow`,
      MOST_SECONDS_WITHOUT_STATE,
      worst(({ run }) => Math.max(...Object.values(run.secondsWithoutState))),
      seconds,
    ),
  ];
}

function companyRows(test: RateLimited, { company, least, ours, peer }: Outcome, startUp: number): Row[] {
  const name = `${test.title}, ${nameOf(company)}`;
  if ('failure' in ours) return [failedRow(`${name}: ours`)];
  const { requests } = ours.traffic;
  const most = Math.floor(test.mostRequests(least, company.latencyMs));
  const waiting = (requests - 1) / REQUESTS_PER_SECOND + company.latencyMs / 1000;
  return [
    atMost(`${name}: requests`, most, requests, count),
    atMost(`${name}: wall time`, 1.03 * waiting + 1, ours.run.seconds - startUp, seconds),
    ...(peer === undefined ? [] : [peerRow(name, ours, peer)]),
  ];
}

function peerRow(name: string, ours: Reading, peer: Reading | FailedReading): Row {
  if ('failure' in peer) return failedRow(`${name}: peer`);
  return {
    what: `${name}: the peer's time to ours`,
    goal: '',
    figure: times(peer.run.seconds / ours.run.seconds),
  };
}

function failedRow(what: string): Row {
  return { what, goal: '', figure: 'could not be measured', reached: false };
}

/** One group a latency, in it both contenders by size. */
export function drawLatency(test: RateLimited, outcomes: readonly Outcome[], latencyMs: number): Chart {
  return {
    title: `${test.title}, ${count(latencyMs)} ms a page, 3 requests a second: seconds, less is better`,
    bars: outcomes
      .filter(({ peer }) => peer !== undefined)
      .flatMap(({ company, ours, peer }) => [
        ...('run' in ours ? [bar(`ours, ${count(company.calls)} calls`, ours)] : []),
        ...(peer !== undefined && 'run' in peer ? [bar(`peer, ${count(company.calls)} calls`, peer)] : []),
      ]),
  };
}

function bar(label: string, { run }: Reading): Chart['bars'][number] {
  return { label, value: run.seconds, text: seconds(run.seconds) };
}
