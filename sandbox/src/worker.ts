import { parentPort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './worker-messages.ts';
import { createWriter, type Writer } from './writer.ts';

/** The entry of the thread that makes pages; it serves one sandbox after another. */
let writer: Writer | undefined;

function tell(message: FromWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  parentPort?.postMessage(message);
}

async function answer(message: Extract<ToWorker, { readonly kind: 'answer' }>): Promise<void> {
  if (writer === undefined) return;
  tell({ kind: 'answered', number: message.number, answer: await writer(message.request) });
}

parentPort?.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'found':
      writer = createWriter(message.settings);
      tell({ kind: 'ready' });
      break;
    case 'answer':
      void answer(message);
      break;
    case 'leave':
      writer = undefined;
  }
});
