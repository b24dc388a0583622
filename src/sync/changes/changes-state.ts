import { HOUR } from '../../base/instant.ts';
import type { Range } from '../../streams/list.ts';
import { idOfItem } from './identity.ts';
import { readHour } from './item-time.ts';
import { writeSavedChanges, type SavedChanges } from './saved-changes.ts';

export interface ChangesStateOptions {
  readonly saved: SavedChanges;
  readonly shape: string;
  /** Whether what lies in the range is not read again. */
  readonly isFinished: (range: Range) => boolean;
  /** Called once, where not all has room in a state. */
  readonly onFull: () => void;
}

/** What a stream's state says of what has gone out. */
export class ChangesState {
  readonly #options: ChangesStateOptions;
  #isFull = false;

  constructor(options: ChangesStateOptions) {
    this.#options = options;
    // Now, and not when more has been read: what this sync reads for the last time may have been deleted.
    this.#dropFinished();
  }

  toState(): object {
    const { saved, shape, onFull } = this.#options;
    return writeSavedChanges(saved, shape, (hours) => {
      for (const hour of hours) saved.seen.dropHour(hour);
      if (!this.#isFull) onFull();
      this.#isFull = true;
    });
  }

  /** What is not read again cannot change, but for what is still looked for. */
  #dropFinished(): void {
    const { saved, isFinished } = this.#options;
    const searched = saved.absent.size === 0 ? new Set() : this.#searchedHours();
    for (const hour of saved.seen.hours) {
      const from = readHour(hour);
      if (from === undefined || searched.has(hour) || !isFinished({ from, to: from + HOUR })) continue;
      saved.seen.dropHour(hour);
    }
  }

  #searchedHours(): Set<string> {
    const { saved } = this.#options;
    return new Set(
      [...saved.seen].filter((item) => saved.absent.has(idOfItem(item, saved))).map(({ hour }) => hour),
    );
  }
}
