import type { Company } from './company.ts';
import { startOf, type Days } from './company-days.ts';
import { endOfData } from './end-of-data.ts';
import { random } from './random.ts';
import { emailAddressOf } from './user-record.ts';
import type { World } from './world.ts';

/** Gong's names; the last one stands in the text of its document alone. */
const names = [
  'Longest Monologue',
  'Longest Customer Story',
  'Interactivity',
  'Patience',
  'Question Rate',
  'Talk Ratio',
] as const;

/** The calls with Whisper that each user hosted on some days. */
export function interactionsOf(world: World, days: Days): ReadonlyMap<number, readonly number[]> {
  const { company } = world;
  const calls = new Map<number, number[]>();
  const end = endOfData(world);
  for (const call of world.calls.between('started', startOf(company, days.from), startOf(company, days.to))) {
    const host = company.hostOf(call);
    const hasWhisper = company.times.conference[call] === 1;
    if (host === undefined || !hasWhisper || !world.isVisible(call, world.publication())) continue;
    if ((company.times.started[call] ?? 0) > end) continue;
    const hosted = calls.get(host) ?? [];
    hosted.push(call);
    calls.set(host, hosted);
  }
  return calls;
}

/** What POST /v2/stats/interaction says of a user: the mean over these calls. */
export function interactionRecord(
  company: Company,
  user: number,
  calls: readonly number[],
): Record<string, unknown> {
  const { seed } = company.settings;
  const values = calls.map((call) => {
    const choose = random(seed, 'whisper', call);
    return names.map(() => choose.integer(0, 20_000) / 100);
  });
  return {
    userId: company.userIds.encode(user),
    userEmailAddress: emailAddressOf(company, user),
    personInteractionStats: names.map((name, index) => ({
      name,
      value: rounded(values.reduce((sum, ofCall) => sum + (ofCall[index] ?? 0), 0) / calls.length),
    })),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
