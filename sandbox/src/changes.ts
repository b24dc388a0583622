import { editKind, type Edit } from './call-history.ts';
import type { World } from './world.ts';

/** Something that happens to a call, so that reading it before and after brings different results. */
export interface Change {
  readonly callId: string;
  readonly kind: 'published' | 'transcript' | 'edited' | 'deleted' | 'answered';
  /** ISO instant in UTC from which on it can be seen. */
  readonly at: string;
  /** What was edited; the brief is part of extensive calls only. */
  readonly edit?: Edit;
}

/** Returns all changes that the data has, past and future, in the order of their instants; none without a clock. */
export function changesOf(world: World): Change[] {
  const { company } = world;
  const { history, settings } = company;
  if (history === undefined) return [];
  const found: { readonly time: number; readonly change: Change }[] = [];
  // What would come after a call's deletion does not come at all.
  const add = (call: number, kind: Change['kind'], time = Infinity, edit?: Edit): void => {
    const isSeen = kind === 'deleted' || time < (history.deleted[call] ?? Infinity);
    if (time === Infinity || !isSeen) return;
    const at = new Date(Math.ceil(time / 1000)).toISOString();
    const callId = company.callIds.encode(call);
    found.push({ time, change: { callId, kind, at, ...(edit === undefined ? {} : { edit }) } });
  };
  for (let call = 0; call < settings.calls; call += 1) {
    add(call, 'published', history.published[call]);
    if (company.hasTranscript(call)) add(call, 'transcript', history.transcribed[call]);
    add(call, 'edited', history.edited[call], editKind(settings.seed, call));
    add(call, 'deleted', history.deleted[call]);
  }
  const answers = world.answers();
  for (let answer = 0; answer < answers.length; answer += 1) {
    const call = answers.callOf(answer);
    add(call, 'answered', Math.max(answers.reviewedAt(answer), history.published[call] ?? 0));
  }
  found.sort((left, right) => left.time - right.time);
  return found.map(({ change }) => change);
}
