import type { Output } from '../../test-kit/airbyte-output.ts';
import { toUtc } from './sync.ts';

type SavedState = ReturnType<Output['savedState']>[number];

/** Saved states as a sync of so many hours ago would have left them, with nothing read since. */
export function hoursEarlier(states: readonly SavedState[], hours: number): SavedState[] {
  const end = toUtc(Date.now() - hours * 3_600_000);
  return states.map(({ type, stream }) => {
    const fields = Object.entries(stream.stream_state).map(([key, value]) => [key, earlier(value, end)]);
    return { type, stream: { ...stream, stream_state: Object.fromEntries(fields) } };
  });
}

/** Instants in the form of states compare as texts. */
function earlier(value: unknown, end: string): unknown {
  if (Array.isArray(value)) return value.map((each) => earlier(each, end));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, earlier(each, end)]));
  }
  return typeof value === 'string' && /^\d{4}-.*Z$/.test(value) && value > end ? end : value;
}
