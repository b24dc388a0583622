import { objectOf } from '../../base/json-object.ts';
import type { ConfiguredStream } from '../../protocol/catalog.ts';
import type { Stream } from '../../streams/stream.ts';
import type { SyncOptions } from '../sync-options.ts';
import { formOf } from './changes.ts';
import { readSavedChanges, type SavedChanges } from './saved-changes.ts';

/** What earlier syncs have sent of a stream. */
export interface SentBefore {
  readonly saved: SavedChanges;
  /** What the records are made by: with another shape, nothing of it counts. */
  readonly shape: string;
  /** Whether deletions go out. */
  readonly sendsDeletions: boolean;
}

type Options = Pick<SyncOptions, 'limits' | 'log' | 'includePrivate' | 'shape' | 'emitDeletes'>;

/** Undefined where the stream does not tell what has changed: its items change no more, or none is read twice. */
export function readSentBefore(
  stream: Stream,
  state: unknown,
  { takesDeletions }: ConfiguredStream,
  { limits, log, includePrivate, shape, emitDeletes }: Options,
): SentBefore | undefined {
  const { name, isCompared, callIdOf } = stream;
  const isReadAgain = stream.identityOf !== undefined && limits.lookbackDays > 0;
  if (!isCompared && !isReadAgain) return undefined;
  const sendsDeletions = emitDeletes && takesDeletions;
  const open = sendsDeletions ? `${shape}+deletions` : shape;
  // A list without a time does not tell what went out as private: without private calls that would look deleted.
  const wholeShape = includePrivate && callIdOf !== undefined ? `${open}+private` : open;
  const saved = readSavedChanges(state, {
    form: formOf(stream, sendsDeletions),
    // What went out without private calls has gone out with them as well.
    shape: objectOf(state)['shape'] === open ? open : wholeShape,
    onDamage() {
      log.warn(
        `The state of stream ${name} is damaged where it says what has been sent. What syncs read again is sent once more.`,
      );
    },
  });
  return { saved, shape: wholeShape, sendsDeletions };
}
