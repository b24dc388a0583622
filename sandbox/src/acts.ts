import type { Company } from './company.ts';
import { participants } from './parties.ts';
import { random } from './random.ts';

/** What Gong counts of its users, in the order of its document. */
export const actKinds = [
  'callsAsHost',
  'callsGaveFeedback',
  'callsRequestedFeedback',
  'callsReceivedFeedback',
  'ownCallsListenedTo',
  'othersCallsListenedTo',
  'callsSharedInternally',
  'callsSharedExternally',
  'callsAttended',
  'callsCommentsGiven',
  'callsCommentsReceived',
  'callsMarkedAsFeedbackGiven',
  'callsMarkedAsFeedbackReceived',
  'callsScorecardsFilled',
  'callsScorecardsReceived',
] as const;

export type ActKind = (typeof actKinds)[number];

/** Something that a user did with a call. */
export interface Act {
  readonly user: number;
  readonly kind: ActKind;
  /** Microseconds since 1970. */
  readonly at: number;
}

const day = 86_400 * 1_000_000;

/** How long after a call has begun its last act can be. */
export const longestDelay = 4 * day;

/** What one user does, and what another has of it. */
const pairs: readonly (readonly [ActKind, ActKind, number])[] = [
  ['callsGaveFeedback', 'callsReceivedFeedback', 0.15],
  ['callsCommentsGiven', 'callsCommentsReceived', 0.15],
  ['callsMarkedAsFeedbackGiven', 'callsMarkedAsFeedbackReceived', 0.12],
  ['callsScorecardsFilled', 'callsScorecardsReceived', 0.12],
];

/** All that is done with a call: on its day and, but for hosting and attending it, on the three days after. */
export function actsOf(company: Company, call: number): Act[] {
  const { seed, users } = company.settings;
  const host = company.hostOf(call);
  if (host === undefined) return [];
  const choose = random(seed, 'acts', call);
  const started = company.times.started[call] ?? 0;
  const ended = started + company.durationSeconds(call) * 1_000_000;
  const later = (): number => ended + choose.next() ** 2 * 3 * day;
  const other = users < 2 ? undefined : (host + choose.integer(1, users - 1)) % users;
  const acts: Act[] = [{ user: host, kind: 'callsAsHost', at: started }];
  for (const user of guestsOf(company, call, host)) acts.push({ user, kind: 'callsAttended', at: started });
  const sometimes = (user: number | undefined, kind: ActKind, probability: number): void => {
    const at = later();
    if (choose.chance(probability) && user !== undefined) acts.push({ user, kind, at });
  };
  // The same act a second time counts again on another day, and not on the same one.
  for (const probability of [0.35, 0.15]) sometimes(host, 'ownCallsListenedTo', probability);
  for (const probability of [0.5, 0.2]) sometimes(other, 'othersCallsListenedTo', probability);
  sometimes(host, 'callsRequestedFeedback', 0.12);
  sometimes(host, 'callsSharedInternally', 0.12);
  sometimes(host, 'callsSharedExternally', 0.08);
  for (const [given, received, probability] of pairs) {
    const at = later();
    if (!choose.chance(probability) || other === undefined) continue;
    acts.push({ user: other, kind: given, at }, { user: host, kind: received, at });
  }
  return acts;
}

/** Users who took part without being the host, each once. */
function guestsOf(company: Company, call: number, host: number): Set<number> {
  if (company.isImported(call)) return new Set();
  const users = participants(company, call)
    .map(({ userId }) => (userId === null ? undefined : company.userIds.decode(userId)))
    .filter((user) => user !== undefined);
  return new Set(users.filter((user) => user !== host));
}
