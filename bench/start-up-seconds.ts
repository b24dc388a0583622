import { SPEC } from './contenders.ts';
import { measure, middle } from './measure.ts';

const ROUNDS = 5;

let known: Promise<number> | undefined;

/**
 * How long our process takes to start, by its smallest command; measured once in a run of the benchmark. Goals that
 * are about the waiting for the server leave it out.
 */
export async function startUpSeconds(): Promise<number> {
  known ??= measureStartUp();
  return known;
}

async function measureStartUp(): Promise<number> {
  // The first one reads from the disk.
  await measure(SPEC.ours);
  const runs = [];
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await measure(SPEC.ours));
  return middle(runs).seconds;
}
