import { editsAt } from './call-edits.ts';
import type { Company } from './company.ts';
import { moverIndex } from './moved-calls.ts';

/** Which time a window of dates is compared with; GET /v2/calls has a rule of its own. */
export type CallClock = 'listed' | 'started';

/** Calls in the order of one clock, sorted when first needed; without a publication, by the times they first had. */
export interface CallIndex {
  /** Instant (microseconds) by which a call is found. */
  timeOf(clock: CallClock, call: number, publication?: number): number;
  /** Indexes of the calls from `from` (inclusive) to `to` (exclusive), ascending by time. */
  between(clock: CallClock, from: number, to: number, publication?: number): Uint32Array;
}

export function indexCalls(company: Company): CallIndex {
  const { scheduled, started, conference } = company.times;
  const { history } = company;
  const sorted = new Map<CallClock, Uint32Array>();
  const firstTimeOf = (clock: CallClock, call: number): number =>
    // Scheduled time for web conferences recorded by Gong, actual start for all others.
    (clock === 'listed' && conference[call] === 1 ? scheduled[call] : started[call]) ?? 0;
  const timeOf = (clock: CallClock, call: number, publication?: number): number => {
    const time = firstTimeOf(clock, call);
    if (publication === undefined || history === undefined) return time;
    return time + company.startShift(call, editsAt(history.editsOf(call), publication));
  };
  const inOrder = (clock: CallClock): Uint32Array => {
    const known = sorted.get(clock);
    if (known !== undefined) return known;
    const order = Uint32Array.from({ length: started.length }, (_, call) => call);
    order.sort((left, right) => firstTimeOf(clock, left) - firstTimeOf(clock, right) || left - right);
    sorted.set(clock, order);
    return order;
  };
  const firstAt = (clock: CallClock, order: Uint32Array, time: number): number => {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (firstTimeOf(clock, order[middle] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const movers = moverIndex(company);
  return {
    timeOf,
    between: (clock, from, to, publication) => {
      const order = inOrder(clock);
      const between = order.subarray(firstAt(clock, order, from), firstAt(clock, order, to));
      if (publication === undefined || movers.calls.length === 0) return between;
      return movers.replaceIn(between, { from, to }, (call) => timeOf(clock, call, publication));
    },
  };
}
