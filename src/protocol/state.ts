import type { Message } from './messages.ts';

/** What a stream that cannot be incremental leaves as its state, as Airbyte's CDK does. */
export const NO_CURSOR_STATE = { __ab_no_cursor_state_message: true } as const;

export function stateMessage(stream: string, state: object, recordCount: number): Message {
  return {
    type: 'STATE',
    state: {
      type: 'STREAM',
      stream: { stream_descriptor: { name: stream }, stream_state: state },
      sourceStats: { recordCount },
    },
  };
}
