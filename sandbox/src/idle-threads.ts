import { Worker } from 'node:worker_threads';
import { workerCode } from './worker-code.ts';
import { post } from './worker-messages.ts';

// A thread takes a while to load its code, so those of closed sandboxes wait for the next one.
const idle: Worker[] = [];

export function takeThread(): Worker {
  const thread = idle.pop() ?? new Worker(workerCode(), { execArgv: [] });
  thread.removeAllListeners();
  thread.ref();
  return thread;
}

/** Takes back a thread that has nothing left to do; it keeps no process from ending. */
export function giveBack(thread: Worker): void {
  post(thread, { kind: 'leave' });
  thread.removeAllListeners();
  thread.once('exit', () => {
    const place = idle.indexOf(thread);
    if (place >= 0) idle.splice(place, 1);
  });
  thread.unref();
  idle.push(thread);
}
