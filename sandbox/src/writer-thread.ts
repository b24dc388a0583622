import type { Worker } from 'node:worker_threads';
import type { PackedAnswer } from './answer.ts';
import { giveBack, takeThread } from './idle-threads.ts';
import type { Settings } from './options.ts';
import { post, type FromWorker } from './worker-messages.ts';
import type { Writer } from './writer.ts';

/** A writer in a thread of its own. */
export interface WriterThread {
  readonly write: Writer;
  /** How many answers are awaited of it. */
  waiting(): number;
  /** Responses that are awaited are given up. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: PackedAnswer) => void;
  readonly reject: (error: Error) => void;
}

export async function hireThread(settings: Settings): Promise<WriterThread> {
  const thread = takeThread();
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let failure: Error | undefined;
  const giveUp = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  await settleIn(thread, settings);
  thread.on('error', giveUp);
  thread.on('exit', () => giveUp(new Error('the writing thread has ended')));
  thread.on('message', (message: FromWorker) => {
    if (message.kind !== 'answered') return;
    waiting.get(message.number)?.resolve(message.answer);
    waiting.delete(message.number);
  });
  return {
    waiting: () => waiting.size,
    write: (request) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        count += 1;
        waiting.set(count, { resolve, reject });
        post(thread, { kind: 'answer', number: count, request });
      }),
    close: async () => {
      const isFree = waiting.size === 0 && failure === undefined;
      giveUp(new Error('the sandbox is closed'));
      if (isFree) giveBack(thread);
      else await thread.terminate();
    },
  };
}

/** Until its world is there, nothing but the thread keeps the process alive; then the sockets of requests do. */
async function settleIn(thread: Worker, settings: Settings): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('the writing thread has ended')));
      thread.once('message', () => resolve());
      post(thread, { kind: 'found', settings });
    });
  } finally {
    thread.removeAllListeners();
    thread.unref();
  }
}
