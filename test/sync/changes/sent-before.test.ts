import { expect, test } from 'vitest';
import { LibraryFolderContent } from '../../../src/streams/library-folder-content.ts';
import { readSentBefore, type SentBefore } from '../../../src/sync/changes/sent-before.ts';
import { writeSavedChanges } from '../../../src/sync/changes/saved-changes.ts';
import { collectingOutput } from '../collecting-output.ts';

const stream = new LibraryFolderContent();

function sentBefore(state: unknown, includePrivate: boolean): SentBefore | undefined {
  const { log } = collectingOutput(() => Promise.resolve());
  const limits = { startDate: undefined, defaultStart: 0, lookbackDays: 7, now: 0 };
  const choice = { name: stream.name, syncMode: 'incremental', takesDeletions: true } as const;
  return readSentBefore(stream, state, choice, {
    limits,
    log,
    includePrivate,
    shape: 'shape',
    emitDeletes: true,
  });
}

/** The state of a sync that has sent one record. */
function stateOf(includePrivate: boolean): unknown {
  const sent = sentBefore(undefined, includePrivate);
  const key = { high: 0, low: 1, text: undefined };
  sent?.saved.seen.put({ key, hour: '', time: 0, fingerprint: 1, hint: 0, rows: 0 });
  return (
    sent &&
    writeSavedChanges(sent.saved, sent.shape, () => {
      throw new Error('one record has room');
    })
  );
}

test.each([
  ['with them, nothing is sent again', false, true, 1],
  ['without them, nothing looks deleted that is left out', true, false, 0],
  ['as before, all counts', true, true, 1],
])('folders that tell nothing of private calls are read %s', (_what, then, today, known) => {
  expect(sentBefore(stateOf(then), today)?.saved.seen.size).toBe(known);
});
