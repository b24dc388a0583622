import type { Sight } from './sight.ts';

/** How much of the data there is at present; it goes with every request to the thread that answers it. */
export interface Published {
  /** 0 until the late calls are published, then 1; with a clock, its instant in microseconds. */
  readonly publication: number;
  /** Ids of the calls that were deleted by hand; it only grows. */
  readonly deletedCalls: readonly string[];
  readonly sight: Sight;
}
