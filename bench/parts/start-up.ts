import { SPEC } from '../contenders.ts';
import { measureInTurns } from '../measure-in-turns.ts';
import { measure } from '../measure.ts';
import { atMost, milliseconds, times, type Part } from '../part.ts';

/** How long the smallest command takes: the platform starts a connector for every step. */
const ROUNDS = { full: 15, quick: 5 } as const;

const TURNS = {
  ours: () => measure(SPEC.ours),
  peer: () => measure(SPEC.peer),
  node: () => measure([process.execPath, '-e', '0']),
};

export const startUp: Part = async (size) => {
  // The first round reads from the disk and writes Python's bytecode.
  await measureInTurns(TURNS, 1);
  const median = await measureInTurns(TURNS, ROUNDS[size]);
  const [ours, peer, node] = [median('ours'), median('peer'), median('node')];
  return {
    rows: [
      atMost("start-up: spec to node's own", 1.6, ours.seconds / node.seconds, times),
      atMost("start-up: spec to the peer's", 0.1, ours.seconds / peer.seconds, times),
      { what: 'start-up: ours', goal: '', figure: milliseconds(ours.seconds) },
      { what: 'start-up: peer', goal: '', figure: milliseconds(peer.seconds) },
      { what: 'start-up: node -e 0', goal: '', figure: milliseconds(node.seconds) },
    ],
    charts: [
      {
        title: 'Start-up (spec): milliseconds, less is better',
        bars: [
          { label: 'ours', value: ours.seconds, text: milliseconds(ours.seconds) },
          { label: 'peer', value: peer.seconds, text: milliseconds(peer.seconds) },
          { label: 'node -e 0', value: node.seconds, text: milliseconds(node.seconds) },
        ],
      },
    ],
    measured: { ours, peer, node },
  };
};
