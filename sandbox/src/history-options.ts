import { editables, type Edit } from './call-edits.ts';
import { shareOf } from './shares.ts';

/** What happens to what is there, each at its instant; it needs a clock but for the transcripts that never come. */
export interface HistoryOptions {
  /** Share (0 to 1) of the calls of which something is edited some time after they were published; needs a clock. */
  readonly editedShare?: number;
  /** How often the lot is drawn for each call; default 1. */
  readonly editRounds?: number;
  /** What is edited; default the title or the brief. */
  readonly editedParts?: readonly Edit[];
  /** Share (0 to 1) of the calls that are deleted some time after they were published; needs a clock. */
  readonly deletedShare?: number;
  /** Share (0 to 1) of the deleted calls that come back within three days; default 0. */
  readonly returningShare?: number;
  /** Share (0 to 1) of the calls that never get a transcript; default 0.04. */
  readonly noTranscriptShare?: number;
  /** Share (0 to 1) of the transcripts that come up to a day after their call instead of two hours; default 0. */
  readonly lateTranscriptShare?: number;
  /** With a clock: the share (0 to 1/3) of the reviews that are edited, as many that are deleted, and that are shown up to a day late. */
  readonly reviewChanges?: number;
  /** With a clock: the share (0 to 1/3) of the users, scorecards and keyword trackers that are changed, added later, and removed. */
  readonly listChanges?: number;
}

export function settleHistory(options: HistoryOptions): Required<HistoryOptions> {
  return {
    editedShare: shareOf(options.editedShare, 'editedShare'),
    editRounds: options.editRounds ?? 1,
    editedParts: settleParts(options.editedParts),
    deletedShare: shareOf(options.deletedShare, 'deletedShare'),
    returningShare: shareOf(options.returningShare, 'returningShare'),
    noTranscriptShare: shareOf(options.noTranscriptShare ?? 0.04, 'noTranscriptShare'),
    lateTranscriptShare: shareOf(options.lateTranscriptShare, 'lateTranscriptShare'),
    reviewChanges: thirdOf(options.reviewChanges, 'reviewChanges'),
    listChanges: thirdOf(options.listChanges, 'listChanges'),
  };
}

function settleParts(parts: readonly Edit[] = ['title', 'brief']): readonly Edit[] {
  const unknown = parts.find((part) => !editables.includes(part));
  if (unknown === undefined) return parts;
  throw new RangeError(`editedParts has none of ${editables.join(', ')}: ${unknown}`);
}

/** Three shares of this size are taken. */
function thirdOf(value: number | undefined, name: string): number {
  const share = shareOf(value, name);
  if (share > 1 / 3) throw new RangeError(`${name} is not a share from 0 to 1/3: ${share}`);
  return share;
}
