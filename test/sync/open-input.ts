import type { Gong } from '../../src/gong/client.ts';
import { LookUps } from '../../src/sync/look-ups.ts';
import { StreamInput } from '../../src/sync/stream-input.ts';
import { scriptedGong } from '../gong/scripted-gong.ts';
import { openSession, type OpenSession, type SessionPlan } from './open-session.ts';

export interface OpenInput extends OpenSession {
  readonly input: StreamInput;
}

/** A stream in a sync with the way in for the items of its own list. */
export function openInput(plan: SessionPlan & { readonly gong?: Gong } = {}): OpenInput {
  const opened = openSession(plan);
  const { session, coverage, events, log } = opened;
  const { lookUp } = session.stream;
  const input = new StreamInput({
    session,
    coverage,
    source: { list: session.stream.list, toItem: (item) => item },
    ownList: session.stream.list,
    includePrivate: false,
    privateCalls: new Set(),
    lookUps: lookUp && new LookUps(lookUp, plan.gong ?? scriptedGong()),
    events,
    log,
  });
  return { ...opened, input };
}
