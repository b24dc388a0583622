import { contenders } from '../contenders.ts';
import { measure } from '../measure.ts';
import { atLeast, atMost, count, seconds, times, type Part, type Row } from '../part.ts';
import { scale, type Sample } from '../scaling.ts';
import { startSandbox, type Traffic } from '../sandbox.ts';

/** Extensive calls at Gong's 3 requests a second, for pages that take shorter and longer to come. */
const SIZES = {
  full: { calls: 20_000, latencies: [300, 1000, 2500], peer: [200, 2000] },
  quick: { calls: 6000, latencies: [2500], peer: [200, 600] },
} as const;

export const limitBound: Part = async (size) => {
  const { calls, latencies, peer } = SIZES[size];
  const least = Math.ceil(calls / 100);
  const rows: Row[] = [];
  const measured: unknown[] = [];
  const charts = [];
  for (const latency of latencies) {
    const ours = await sample('ours', calls, latency);
    const { requests, mostPerSecond, refused } = ours.traffic;
    const [small, large] = [await sample('peer', peer[0], latency), await sample('peer', peer[1], latency)];
    const theirs = scale(small, large, least, 'seconds');
    const faster = theirs / ours.run.seconds;
    const at = `extensiveCalls at ${latency} ms`;
    rows.push(
      atMost(`${at}: wall time for ${count(calls)} calls`, (1.05 * requests) / 3, ours.run.seconds, seconds),
      latency === 2500
        ? atLeast(`${at}: the peer's time to ours`, 5, faster, times)
        : { what: `${at}: the peer's time to ours`, goal: '', figure: times(faster) },
      atMost(`${at}: requests`, 1.03 * least, requests, (value) => value.toFixed(0)),
      atMost(`${at}: most requests in any 1,000 ms`, 3, mostPerSecond, count),
      atMost(`${at}: refused requests`, 0, refused, count),
    );
    measured.push({ latency, calls, ours, peer: { small, large, scaledSeconds: theirs } });
    charts.push({
      title: `${count(calls)} extensive calls, ${latency} ms a page, 3 requests a second: seconds, less is better`,
      bars: [
        { label: 'ours', value: ours.run.seconds, text: seconds(ours.run.seconds) },
        { label: 'peer (scaled)', value: theirs, text: seconds(theirs) },
      ],
    });
  }
  return { rows, charts, measured };
};

async function sample(
  who: 'ours' | 'peer',
  calls: number,
  latency: number,
): Promise<Sample & { readonly traffic: Traffic }> {
  await using sandbox = await startSandbox({ calls, 'latency-ms': latency });
  const run = await measure(contenders(sandbox, ['extensiveCalls'])[who]);
  const traffic = await sandbox.traffic();
  const books = await sandbox.count('calls');
  if (run.records !== books.all - books.private) {
    throw new Error(`${who} read ${run.records} of ${books.all - books.private} extensive calls`);
  }
  return { amount: Math.ceil(calls / 100), run, traffic };
}
