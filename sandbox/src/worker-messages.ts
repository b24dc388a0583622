import type { Worker } from 'node:worker_threads';
import type { PackedAnswer } from './answer.ts';
import type { Settings } from './options.ts';
import type { WriterRequest } from './writer.ts';

/** What a writing thread is told: what to invent, what to answer, that it is not needed any more. */
export type ToWorker =
  | { readonly kind: 'found'; readonly settings: Settings }
  | { readonly kind: 'answer'; readonly number: number; readonly request: WriterRequest }
  | { readonly kind: 'leave' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answered'; readonly number: number; readonly answer: PackedAnswer };

export function post(thread: Worker, message: ToWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  thread.postMessage(message);
}
