import { middle, type Measurement } from './measure.ts';

/** Single runs of less than this many seconds scatter too much to be taken alone. */
const LONG = 20;

/**
 * Takes turns, round after round, so that a noisy moment of the machine is shared by all. Returns the median of each
 * name; one that takes long runs only once.
 */
export async function measureInTurns<Name extends string>(
  turns: Readonly<Record<Name, () => Promise<Measurement>>>,
  rounds: number,
): Promise<(name: Name) => Measurement> {
  const runs = new Map<string, Measurement[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, turn] of Object.entries<() => Promise<Measurement>>(turns)) {
      const before = runs.get(name) ?? [];
      if (before.every(({ seconds }) => seconds < LONG)) runs.set(name, [...before, await turn()]);
    }
  }
  return (name) => middle(runs.get(name) ?? []);
}
