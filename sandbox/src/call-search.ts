import type { CallClock } from './call-index.ts';
import type { Window } from './input.ts';
import type { World } from './world.ts';

/** What calls are looked for; ids and dates together mean their intersection. */
export interface CallSearch {
  readonly clock: CallClock;
  readonly window: Window;
  readonly workspaceId?: string | undefined;
  readonly callIds?: readonly string[] | undefined;
  readonly primaryUserIds?: readonly string[] | undefined;
  readonly withTranscript?: boolean;
  /** Also calls that are not published yet. */
  readonly withUnpublished?: boolean;
}

/** Matching calls of a publication, ascending by the clock of the search. */
export function findCalls(world: World, search: CallSearch, publication: number): Uint32Array {
  const { company, calls } = world;
  const {
    clock,
    window,
    workspaceId,
    callIds,
    primaryUserIds,
    withTranscript = false,
    withUnpublished = false,
  } = search;
  const hosts = primaryUserIds && new Set(primaryUserIds.map((id) => company.userIds.decode(id) ?? -1));
  const anything =
    workspaceId === undefined &&
    hosts === undefined &&
    !withTranscript &&
    !withUnpublished &&
    world.hidesNothing(publication);
  const fits = (call: number): boolean =>
    anything ||
    ((withUnpublished ? world.isKnown(call, publication) : world.isVisible(call, publication)) &&
      (workspaceId === undefined || company.workspaceOf(call) === workspaceId) &&
      (hosts === undefined || hosts.has(company.hostOf(call) ?? -2)) &&
      (!withTranscript || world.hasTranscript(call, publication)));
  if (callIds === undefined) {
    const between = calls.between(clock, window.from, window.to, publication);
    return anything ? between : between.filter(fits);
  }
  const timeAt = (call: number): number => calls.timeOf(clock, call, publication);
  const known = callIds.map((id) => company.callIds.decode(id)).filter((call) => call !== undefined);
  const timed = known.filter((call) => {
    const time = timeAt(call);
    return time >= window.from && time < window.to && fits(call);
  });
  timed.sort((left, right) => timeAt(left) - timeAt(right) || left - right);
  return Uint32Array.from(timed);
}
