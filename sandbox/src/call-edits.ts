import { share } from './random.ts';
import type { Settings } from './options.ts';
import { microsecondsPerSecond } from './time.ts';

/** What of a call can be edited; the last two are whether it is private and when it started. */
export const editables = [
  'title',
  'brief',
  'keyPoints',
  'crm',
  'parties',
  'trackers',
  'comments',
  'transcript',
  'privacy',
  'start',
] as const;

export type Edit = (typeof editables)[number];

/** How often each part of a call was edited; undefined for a call as it was recorded. Privacy changes back with every second time. */
export type Edits = ReadonlyMap<Edit, number>;

export interface EditMoment {
  readonly edit: Edit;
  /** Microseconds since 1970. */
  readonly time: number;
}

const minute = 60 * microsecondsPerSecond;
const hour = 60 * minute;

/** All edits of a call that was published at this time, in the order of time. */
export function editMoments(settings: Settings, call: number, published: number): readonly EditMoment[] {
  const { seed, editedShare, editRounds, editedParts } = settings;
  const moments: EditMoment[] = [];
  for (let round = 0; round < editRounds; round += 1) {
    const name = round === 0 ? 'edited' : `edited ${round}`;
    if (share(seed, name, call) >= editedShare) continue;
    const kindName = round === 0 ? 'edit kind' : `edit kind ${round}`;
    const edit = editedParts[Math.floor(share(seed, kindName, call) * editedParts.length)];
    if (edit === undefined) continue;
    const time = wholeSecond(published + changeDelay(share(seed, `${name} at`, call)));
    moments.push({ edit, time });
    // An hour to two days later the call is open to all again.
    if (edit === 'privacy') {
      const spell = hour + share(seed, `${name} for`, call) ** 2 * 47 * hour;
      moments.push({ edit, time: wholeSecond(time + spell) });
    }
  }
  return moments.toSorted((one, other) => one.time - other.time);
}

/** What of it has happened at an instant. */
export function editsAt(moments: readonly EditMoment[], instant: number): Edits | undefined {
  const past = moments.filter(({ time }) => time <= instant);
  if (past.length === 0) return undefined;
  const counts = new Map<Edit, number>();
  for (const { edit } of past) counts.set(edit, (counts.get(edit) ?? 0) + 1);
  return counts;
}

/** ' (edited)', and which time where it was not the first. */
export function editMark(edits: Edits | undefined, edit: Edit): string {
  const count = edits?.get(edit) ?? 0;
  if (count === 0) return '';
  return count === 1 ? ' (edited)' : ` (edited ${count})`;
}

/** Three minutes to ten days, evenly spread over the logarithm: changes grow rarer with age. */
export function changeDelay(part: number): number {
  return 3 * minute * (10 * 24 * 20) ** part;
}

export function wholeSecond(time: number): number {
  return Math.floor(time / microsecondsPerSecond) * microsecondsPerSecond;
}
