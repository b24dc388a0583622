import { contenders, EVERY_STREAM } from '../contenders.ts';
import { measure } from '../measure.ts';
import { atMost, count, seconds, times, type Part } from '../part.ts';
import { scale, type Sample } from '../scaling.ts';
import { startSandbox, type Sandbox, type Traffic } from '../sandbox.ts';

/** A first sync of everything at Gong's limit, a second for each page. */
const SIZES = {
  full: { calls: 20_000, peer: [500, 2000] },
  quick: { calls: 2000, peer: [200, 500] },
} as const;
const LATENCY = 1000;

export const sixStreams: Part = async (size) => {
  const { calls, peer } = SIZES[size];
  const ours = await sample('ours', calls);
  const [small, large] = [await sample('peer', peer[0]), await sample('peer', peer[1])];
  const theirs = scale(small, large, calls, 'seconds');
  const { requests, mostPerSecond, refused } = ours.traffic;
  return {
    rows: [
      atMost(
        `six streams at ${LATENCY} ms: wall time for ${count(calls)} calls`,
        (1.05 * requests) / 3,
        ours.run.seconds,
        seconds,
      ),
      {
        what: "six streams: the peer's time to ours",
        goal: '',
        figure: times(theirs / ours.run.seconds),
      },
      atMost('six streams: requests', 1.03 * ours.least, requests, (value) => value.toFixed(0)),
      atMost('six streams: most requests in any 1,000 ms', 3, mostPerSecond, count),
      atMost('six streams: refused requests', 0, refused, count),
    ],
    charts: [
      {
        title: `Six streams, ${count(calls)} calls, ${LATENCY} ms a page: seconds, less is better`,
        bars: [
          { label: 'ours', value: ours.run.seconds, text: seconds(ours.run.seconds) },
          { label: 'peer (scaled)', value: theirs, text: seconds(theirs) },
        ],
      },
    ],
    measured: { calls, ours, peer: { small, large, scaledSeconds: theirs } },
  };
};

async function sample(
  who: 'ours' | 'peer',
  calls: number,
): Promise<Sample & { readonly traffic: Traffic; readonly least: number }> {
  await using sandbox = await startSandbox({ calls, 'latency-ms': LATENCY });
  const run = await measure(contenders(sandbox, EVERY_STREAM)[who]);
  const traffic = await sandbox.traffic();
  const { least, records } = await expected(sandbox);
  if (run.records !== records) throw new Error(`${who} sent ${run.records} records of ${records}`);
  return { amount: calls, run, traffic, least };
}

/** Full pages of 100 for everything, one list for the calls and for the ids of the transcripts. */
async function expected(sandbox: Sandbox): Promise<{ readonly least: number; readonly records: number }> {
  const calls = await sandbox.count('calls');
  const open = calls.all - calls.private;
  const users = (await sandbox.count('users')).all;
  const answers = (await sandbox.count('answeredScorecards')).all;
  const scorecards = (await sandbox.count('scorecards')).all;
  const transcripts = await openTranscripts(sandbox);
  return {
    least: 2 * pages(calls.all) + pages(open) + pages(answers) + pages(users) + 1,
    records: 2 * open + transcripts + users + answers + scorecards,
  };
}

function pages(records: number): number {
  return Math.max(1, Math.ceil(records / 100));
}

/** Transcripts do not say whether their call is private. */
async function openTranscripts(sandbox: Sandbox): Promise<number> {
  const secret = new Set<string>();
  for (const call of await sandbox.lines('calls')) {
    if (call['isPrivate'] === true) secret.add(String(call['id']));
  }
  const transcripts = await sandbox.lines('callTranscripts');
  return transcripts.filter(({ callId }) => !secret.has(String(callId))).length;
}
