import { actKinds, actsOf, longestDelay, type ActKind } from './acts.ts';
import { dayOf, startOf, type Days } from './company-days.ts';
import { endOfData } from './end-of-data.ts';
import { rememberLast } from './remember-last.ts';
import type { World } from './world.ts';

/** Ids of calls by what a user did with them; what was done twice on a day is there once. */
export type Deeds = ReadonlyMap<ActKind, ReadonlySet<string>>;

/** What every user who did anything did on each day. */
export type Activity = ReadonlyMap<number, ReadonlyMap<number, Deeds>>;

const remembered = 8;
const makers = new WeakMap<World, ReturnType<typeof rememberLast<Activity>>>();

/** What is known at present of these days; a call that has vanished takes its part along. */
export function activityOf(world: World, days: Days): Activity {
  const make = makers.get(world) ?? rememberLast<Activity>(remembered);
  makers.set(world, make);
  const key = [days.from, days.to, world.publication(), world.deletions()].join(' ');
  return make(key, () => collect(world, days));
}

function collect(world: World, days: Days): Activity {
  const { company } = world;
  const activity = new Map<number, Map<number, Map<ActKind, Set<string>>>>();
  const end = endOfData(world);
  const from = startOf(company, days.from) - longestDelay;
  for (const call of world.calls.between('started', from, startOf(company, days.to))) {
    if (!world.isVisible(call, world.publication())) continue;
    const id = company.callIds.encode(call);
    for (const { user, kind, at } of actsOf(company, call)) {
      const day = dayOf(company, at);
      if (at > end || day < days.from || day >= days.to) continue;
      const ofUser = ensure(activity, user, () => new Map<number, Map<ActKind, Set<string>>>());
      const ofDay = ensure(ofUser, day, () => new Map<ActKind, Set<string>>());
      ensure(ofDay, kind, () => new Set<string>()).add(id);
    }
  }
  return activity;
}

function ensure<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** The ids of calls of one day, by kind. */
export function listsOf(deeds: Deeds | undefined): Record<string, readonly string[]> {
  return byKind((kind) => [...(deeds?.get(kind) ?? [])]);
}

/** How much was done on some days, each counted by itself. */
export function countsOf(
  days: ReadonlyMap<number, Deeds> | undefined,
  { from, to }: Days,
): Record<string, number> {
  const within = [...(days ?? [])].filter(([day]) => day >= from && day < to);
  return byKind((kind) => within.reduce((sum, [, deeds]) => sum + (deeds.get(kind)?.size ?? 0), 0));
}

function byKind<Value>(valueOf: (kind: ActKind) => Value): Record<string, Value> {
  return Object.fromEntries(actKinds.map((kind) => [kind, valueOf(kind)]));
}
