import type { Instant } from '../instant.ts';
import type { List, Window } from '../streams/list.ts';
import type { StreamRun } from './stream-run.ts';
import { wholeWindow } from './windows.ts';

interface FirstWindow {
  readonly window: Window;
  readonly runs: readonly StreamRun[];
}

/**
 * What a list is to be read for: one window for all its streams or, where one of them has come further than
 * another, a window for each stretch between, with the streams that want it.
 */
export function firstWindows(
  runs: readonly StreamRun[],
  granularity: List['granularity'],
  to: Instant,
): FirstWindow[] {
  const starts = [...new Set(runs.map(({ range }) => Math.min(range.from, to)))].toSorted(
    (one, other) => one - other,
  );
  return starts
    .map((from, index) => ({ from, to: starts[index + 1] ?? to }))
    .filter((stretch) => stretch.from < stretch.to)
    .map((stretch) => ({
      window: wholeWindow(stretch, granularity),
      runs: runs.filter(({ range }) => range.from <= stretch.from),
    }));
}
