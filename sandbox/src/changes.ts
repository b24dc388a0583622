import type { Edit } from './call-edits.ts';
import type { World } from './world.ts';

/** Something that happens to a call, so that reading it before and after brings different results. */
export interface Change {
  readonly callId: string;
  readonly kind:
    | 'published'
    | 'transcript'
    | 'edited'
    | 'deleted'
    | 'returned'
    | 'answered'
    | 'review edited'
    | 'review deleted';
  /** ISO instant in UTC from which on it can be seen. */
  readonly at: string;
  /** What was edited; most of it is part of extensive calls only. */
  readonly edit?: Edit;
}

/** Returns all changes that the data has, past and future, in the order of their instants; none without a clock. */
export function changesOf(world: World): Change[] {
  const { company } = world;
  const { history, settings } = company;
  if (history === undefined) return [];
  const found: { readonly time: number; readonly change: Change }[] = [];
  // What would come while a call is deleted is not seen, or when it is there again.
  const add = (call: number, kind: Change['kind'], time = Infinity, edit?: Edit): void => {
    const isSeen = kind === 'deleted' || !history.isGone(call, time);
    if (time === Infinity || !isSeen) return;
    const at = new Date(Math.ceil(time / 1000)).toISOString();
    const callId = company.callIds.encode(call);
    found.push({ time, change: { callId, kind, at, ...(edit === undefined ? {} : { edit }) } });
  };
  for (let call = 0; call < settings.calls; call += 1) {
    add(call, 'published', history.published[call]);
    const transcribed = company.hasTranscript(call) ? (history.transcribed[call] ?? 0) : Infinity;
    add(call, 'transcript', transcribed);
    for (const { edit, time } of history.editsOf(call)) {
      const isUnseen =
        (edit === 'transcript' && time < transcribed) || (edit === 'parties' && company.isImported(call));
      if (!isUnseen) add(call, 'edited', time, edit);
    }
    add(call, 'deleted', history.deleted[call]);
    add(call, 'returned', history.returned[call]);
  }
  const answers = world.answers();
  for (let answer = 0; answer < answers.length; answer += 1) {
    const call = answers.callOf(answer);
    const shown = Math.max(answers.shownAt(answer), history.published[call] ?? 0);
    const deleted = answers.deletedAt(answer);
    add(call, 'answered', shown);
    if (answers.editedAt(answer) < deleted) add(call, 'review edited', answers.editedAt(answer));
    add(call, 'review deleted', deleted);
  }
  found.sort((left, right) => left.time - right.time);
  return found.map(({ change }) => change);
}
