import {
  atLeast,
  atMost,
  count,
  perSecond,
  seconds,
  times,
  type Chart,
  type Part,
  type Row,
} from '../part.ts';
import { race, type Race } from '../race.ts';
import { scale } from '../scaling.ts';

/** No limit and no latency: what is left is the processor. An extensive call has 20 kB. */
const SIZES = {
  full: {
    calls: { calls: 500_000, peerCalls: [1000, 20_000], repetitions: 3 },
    extensiveCalls: { calls: 50_000, peerCalls: [200, 2000], repetitions: 3 },
  },
  quick: {
    calls: { calls: 100_000, peerCalls: [1000, 6000], repetitions: 1 },
    extensiveCalls: { calls: 5000, peerCalls: [100, 600], repetitions: 1 },
  },
} as const;

const MILLION = 1_000_000;

export const processorBound: Part = async (size) => {
  const calls = await race({ stream: 'calls', ...SIZES[size].calls });
  const extensive = await race({ stream: 'extensiveCalls', ...SIZES[size].extensiveCalls });
  const ours = (calls.ours.processorSeconds / calls.course.calls) * MILLION;
  const peer = scale(...calls.peer, MILLION, 'processorSeconds');
  return {
    rows: [
      ...raceRows(calls),
      ...raceRows(extensive),
      atMost('processor time for 1,000,000 calls', peer / 25, ours, seconds),
      { what: 'processor time for 1,000,000 calls: peer (scaled)', goal: '', figure: seconds(peer) },
    ],
    charts: [
      raceChart(calls),
      raceChart(extensive),
      {
        title: 'Processor time for 1,000,000 calls: seconds, less is better',
        bars: [
          { label: 'ours', value: ours, text: seconds(ours) },
          { label: 'peer (scaled)', value: peer, text: seconds(peer) },
        ],
      },
    ],
    measured: { calls, extensiveCalls: extensive, processorSecondsPerMillion: { ours, peer } },
  };
};

function raceRows({ course, rates, sandboxShare }: Race): Row[] {
  const at = `${count(course.calls)} ${course.stream}`;
  return [
    atLeast(`${at}: rate to the floor's`, 0.6, rates.ours / rates.floor, times),
    atLeast(`${at}: rate to the peer's`, 25, rates.ours / rates.peer, times),
    { what: `${at}: rate of ours`, goal: '', figure: perSecond(rates.ours) },
    { what: `${at}: rate of the floor`, goal: '', figure: perSecond(rates.floor) },
    { what: `${at}: rate of the peer (scaled)`, goal: '', figure: perSecond(rates.peer) },
    { what: `${at}: rate of the sandbox alone`, goal: '', figure: perSecond(rates.sandbox) },
    {
      what: `${at}: a processor's share in the sandbox`,
      goal: '',
      figure: sandboxShare === undefined ? 'not known' : `${Math.round(sandboxShare * 100)} %`,
    },
  ];
}

function raceChart({ course, rates }: Race): Chart {
  return {
    title: `${count(course.calls)} ${course.stream}, no limit: records a second, more is better`,
    bars: [
      { label: 'ours', value: rates.ours, text: perSecond(rates.ours) },
      { label: 'peer (scaled)', value: rates.peer, text: perSecond(rates.peer) },
      { label: 'floor', value: rates.floor, text: perSecond(rates.floor) },
    ],
  };
}
