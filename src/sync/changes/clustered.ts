import type { Range } from '../../streams/list.ts';

/** Ranges that hold all of these, so many at most: what lies closest together becomes one. */
export function clustered(ranges: readonly Range[], most: number): Range[] {
  const clusters = ranges.toSorted((one, other) => one.from - other.from);
  for (;;) {
    const gaps = clusters.slice(1).map(({ from }, index) => from - (clusters[index]?.to ?? from));
    const closest = Math.min(...gaps);
    if (closest > 0 && clusters.length <= most) return clusters;
    const at = gaps.indexOf(closest);
    const [one, other] = clusters.splice(at, 2);
    if (one === undefined || other === undefined) return clusters;
    clusters.splice(at, 0, { from: one.from, to: Math.max(one.to, other.to) });
  }
}
