import { atLeast, atMost, count, type Row } from '../part.ts';
import type { WeeksOptions } from './options.ts';
import { SCENARIOS } from './scenarios.ts';
import { runWorld, type WorldResult } from './world.ts';

const AT_ONCE = 2;

/** Small worlds in which calls seem to be gone and are not: no deletion of a row that Gong holds may come out. */
export async function deletions({ seed, isQuick, isVerbose, worlds, dist }: WeeksOptions): Promise<Row[]> {
  const length = worlds ?? (isQuick ? SCENARIOS.length * 2 : 100);
  const results: WorldResult[] = [];
  const seeds = Array.from({ length }, (_, index) => seed + index);
  const work = async (): Promise<void> => {
    for (let next = seeds.shift(); next !== undefined; next = seeds.shift()) {
      const scenario = SCENARIOS[next % SCENARIOS.length] ?? SCENARIOS[0];
      const result = await runWorld(scenario, next, dist);
      results.push(result);
      if (isVerbose || result.wrong.length > 0) {
        console.log(
          `  --seed ${next} --worlds 1, ${scenario.what}: ${result.deletions} deletions, ${result.wrong.length} of them wrong ${result.wrong.slice(0, 3).join('; ')}`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const right = results.reduce((sum, { deletions: all, wrong }) => sum + all - wrong.length, 0);
  return [
    ...SCENARIOS.flatMap(({ what }) => {
      const ofKind = results.filter((result) => result.what === what);
      const wrong = ofKind.reduce((sum, result) => sum + result.wrong.length, 0);
      const words = `${what}, ${ofKind.length} worlds: false deletions`;
      return ofKind.length === 0 ? [] : [atMost(words, 0, wrong, count)];
    }),
    // Nothing is easier than to send no deletion at all.
    atLeast(`all of ${results.length} worlds: right deletions`, results.length, right, count),
  ];
}
