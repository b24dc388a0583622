import type { Company } from './company.ts';
import { random } from './random.ts';

/** What a list of accesses says of a call. */
export interface CallAccess {
  readonly callId: string;
  readonly users: readonly { readonly userId: string }[] | null;
}

/**
 * Who was given access to a call through the API; few calls have that. Whether Gong lists a call to which nobody was
 * given access, and how, is not known: some are left out (undefined), some have an empty list, some none.
 */
export function callAccess({ settings, callIds, userIds }: Company, call: number): CallAccess | undefined {
  const { seed, users } = settings;
  const choose = random(seed, 'access', call);
  const callId = callIds.encode(call);
  if (users === 0 || choose.chance(0.85)) {
    const kind = choose.integer(0, 9);
    return kind < 4 ? undefined : { callId, users: kind === 9 ? null : [] };
  }
  const chosen = new Set(Array.from({ length: choose.integer(1, 3) }, () => choose.integer(0, users - 1)));
  return { callId, users: [...chosen].map((user) => ({ userId: userIds.encode(user) })) };
}
