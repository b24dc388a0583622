import type { Fault, SandboxOptions } from '../../sandbox/src/index.ts';
import { eventful } from '../../test-kit/week-company.ts';
import { below } from '../../test/sync/random.ts';
import { faultOf } from './incomplete-responses.ts';

/** What a scenario can do to the Gong that is read. */
export interface Stage {
  readonly random: () => number;
  setSight(sight: { readonly unseenCalls: number; readonly unseenUsers: number }): void;
  addFaults(faults: readonly Fault[]): void;
  /** Another Gong at the same address, or the first one again. */
  replaceBy(options: SandboxOptions): Promise<void>;
}

/** A way in which calls seem to be gone that are not. */
export interface Scenario {
  readonly what: string;
  readonly leastCallsPerDay: number;
  readonly happenings: SandboxOptions;
  /** How many days it takes; 4 unless said otherwise. */
  readonly days?: number;
  /** Before the sync of this number, the first being 0. */
  prepare(stage: Stage, sync: number): Promise<void> | void;
}

const FULL_SIGHT = { unseenCalls: 0, unseenUsers: 0 };
const happenings: SandboxOptions = { ...eventful, users: 20, editedShare: 0.2, pageSize: 20 };

/** From the sync at which it begins to the one at which it is over, if it is. */
function during(
  sync: number,
  begin: () => Promise<void> | void,
  end: () => Promise<void> | void,
): Promise<void> | void {
  if (sync === 3) return begin();
  return sync === 8 ? end() : undefined;
}

export const SCENARIOS: readonly [Scenario, ...Scenario[]] = [
  {
    what: 'lost sight of many',
    leastCallsPerDay: 4,
    happenings,
    prepare: (stage, sync) =>
      during(
        sync,
        () =>
          stage.setSight({
            unseenCalls: 0.35 + stage.random() * 0.65,
            unseenUsers: stage.random() < 0.5 ? 0 : stage.random(),
          }),
        () => stage.setSight(FULL_SIGHT),
      ),
  },
  {
    what: 'lost sight of many for good',
    leastCallsPerDay: 10,
    happenings,
    // What is unseen grows old, and leaves the look-back.
    days: 11,
    prepare(stage, sync) {
      if (sync === 3) stage.setSight({ unseenCalls: 0.35 + stage.random() * 0.3, unseenUsers: 0 });
    },
  },
  {
    what: 'lost sight of a tenth',
    // Of fewer calls a tenth may as well have been deleted.
    leastCallsPerDay: 60,
    happenings,
    prepare: (stage, sync) =>
      during(
        sync,
        () => stage.setSight({ unseenCalls: 0.1 + stage.random() * 0.1, unseenUsers: 0 }),
        () => stage.setSight(FULL_SIGHT),
      ),
  },
  {
    what: 'moved calls',
    leastCallsPerDay: 10,
    happenings: { ...happenings, editedShare: 0.8, editedParts: ['start'] },
    prepare: () => {},
  },
  {
    what: 'incomplete responses',
    leastCallsPerDay: 10,
    happenings: { ...happenings, shortPages: 0.2 },
    prepare: (stage, sync) => {
      if (sync > 0) stage.addFaults([faultOf(stage.random), faultOf(stage.random)]);
    },
  },
  {
    what: 'the key of another company',
    leastCallsPerDay: 4,
    happenings,
    prepare: (stage, sync) =>
      during(
        sync,
        () => stage.replaceBy({ seed: 1_000_000 + below(1_000_000, stage.random) }),
        () => stage.replaceBy({}),
      ),
  },
  {
    what: 'a key with fewer permissions',
    leastCallsPerDay: 4,
    happenings,
    prepare: (stage, sync) =>
      during(
        sync,
        () =>
          stage.replaceBy(
            stage.random() < 0.5 ? { seesCalls: false } : { missingScopes: [scopeOf(stage.random)] },
          ),
        () => stage.replaceBy({}),
      ),
  },
];

const SCOPES = [
  'api:calls:read:basic',
  'api:calls:read:extensive',
  'api:calls:read:transcript',
  'api:users:read',
];

function scopeOf(random: () => number): string {
  return SCOPES[below(SCOPES.length, random)] ?? '';
}
