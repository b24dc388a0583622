import type { Company } from './company.ts';
import type { Window } from './input.ts';

/** The calls whose start is moved at some time, which an index by their first times does not find where they are. */
export interface MovedCalls {
  readonly calls: Uint32Array;
  /** Takes them out of calls in the order of their first times, and puts in those whose present time is in the window. */
  replaceIn(found: Uint32Array, window: Window, timeOf: (call: number) => number): Uint32Array;
}

export function moverIndex({ settings, history }: Company): MovedCalls {
  const moves = (call: number): boolean =>
    history?.editsOf(call).some(({ edit }) => edit === 'start') === true;
  const isPossible = history !== undefined && settings.editedParts.includes('start');
  const length = isPossible ? settings.calls : 0;
  const calls = Uint32Array.from({ length }, (_, call) => call).filter(moves);
  const movers = new Set(calls);
  return {
    calls,
    replaceIn: (found, { from, to }, timeOf) => {
      const here = calls.filter((call) => {
        const time = timeOf(call);
        return time >= from && time < to;
      });
      const all = Uint32Array.from([...found.filter((call) => !movers.has(call)), ...here]);
      const times = new Map(Array.from(all, (call) => [call, timeOf(call)]));
      return all.toSorted((left, right) => (times.get(left) ?? 0) - (times.get(right) ?? 0) || left - right);
    },
  };
}
