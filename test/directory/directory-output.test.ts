import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DirectoryOutput } from '../../src/directory/directory-output.ts';
import { NOTHING } from '../../src/directory/directory-state.ts';
import { DocumentFiles } from '../../src/directory/documents/document-files.ts';
import { StateStore } from '../../src/directory/state-store.ts';
import { ConfigError } from '../../src/base/errors.ts';
import type { Message } from '../../src/protocol/messages.ts';
import { stateMessage } from '../../src/protocol/state.ts';
import { errorTrace, statusTrace } from '../../src/protocol/trace.ts';
import { documentsIn, filesOf, newDirectory, recordsOf } from '../../test-kit/directory-files.ts';

const NOW = Date.UTC(2026, 10, 25);

interface Begun {
  readonly output: DirectoryOutput;
  readonly store: StateStore;
  readonly messages: Message[];
  readonly failures: Error[];
}

async function begin(root = newDirectory(), documents?: DocumentFiles): Promise<Begun> {
  const store = await StateStore.open(root);
  const messages: Message[] = [];
  const failures: Error[] = [];
  const output = await DirectoryOutput.begin({
    store,
    streams: [
      { name: 'users', primaryKey: ['id'] },
      { name: 'calls', primaryKey: ['id'], cursorField: 'started' },
      ...(documents ? [{ name: 'callDocuments', primaryKey: ['callId'], cursorField: 'started' }] : []),
    ],
    now: NOW,
    isCompressed: false,
    documents,
    messages: { message: (message) => messages.push(message), addSecrets() {} },
    onFailure: (error) => failures.push(error),
    signal: new AbortController().signal,
  });
  return { output, store, messages, failures };
}

/** So large that it does not wait for others. */
const large = 'x'.repeat(200_000);

test('a record is one line, with its time as the last key; other messages go their way', async () => {
  const { output, store, messages } = await begin();
  const before = new Date().toISOString();
  await output.records('calls', [{ id: '1', title: 'line\nbreak "quoted" \u2028' }, {}]);
  const error = errorTrace(new ConfigError('No.'), 'users');
  for (const message of [error, stateMessage('calls', {}, 2)]) output.message(message);
  await output.finish();
  await output.close();
  expect(messages).toEqual([error]);
  const [file = ''] = filesOf(store.root, 'calls');
  const text = readFileSync(join(store.root, 'calls', file), 'utf8');
  expect(text.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME').split('\n')).toEqual([
    String.raw`{"id":"1","title":"line\nbreak \"quoted\" \u2028","_emitted_at":"TIME"}`,
    '{"_emitted_at":"TIME"}',
    '',
  ]);
  expect(text.slice(-27, -3) >= before).toBe(true);
  expect(filesOf(store.root, 'users')).toEqual([]);
});

test('a record that has no JSON is left out and told', async () => {
  const { output, store } = await begin();
  const told: number[] = [];
  await output.records('calls', [{ id: '1' }, { id: 1n }, { id: '2' }], (index) => told.push(index));
  await output.finish();
  expect(told).toEqual([1]);
  expect(recordsOf(store.root, 'calls')).toEqual([{ id: '1' }, { id: '2' }]);
});

test('a sync that is broken off keeps what a state covers; a stream without a cursor begins anew', async () => {
  const { output, store } = await begin();
  await output.records('users', [{ id: '1', large }]);
  output.message(stateMessage('users', {}, 1));
  await output.records('calls', [{ id: '1', large }]);
  output.message(stateMessage('calls', { started: 'then' }, 1));
  await output.flush();
  await output.records('calls', [{ id: '2', large }]);
  output.message(statusTrace('calls', 'INCOMPLETE'));
  await output.close();
  expect(filesOf(store.root, 'users')).toEqual([]);
  expect(recordsOf(store.root, 'calls').map(({ id }) => id)).toEqual(['1']);
  const { entries } = (await StateStore.open(store.root)).state;
  expect(entries.get('users')).toMatchObject({
    state: undefined,
    sync: { extent: NOTHING, isFinished: false },
  });
  const { state, sync } = entries.get('calls') ?? {};
  expect(state).toEqual({ started: 'then' });
  const { size } = statSync(join(store.root, 'calls', sync?.file ?? ''));
  expect(sync).toMatchObject({ extent: { bytes: size, lines: 1 }, isFinished: false });
});

test('what cannot be written ends all writing, and is told once', async () => {
  const root = newDirectory();
  writeFileSync(join(root, 'calls'), 'a file');
  const { output, store, failures } = await begin(root);
  await expect(output.records('calls', [{ id: '1', large }])).rejects.toThrow('EEXIST');
  output.message(stateMessage('calls', { started: 'then' }, 1));
  await expect(output.flush()).rejects.toThrow('cannot be written');
  await expect(output.finish()).rejects.toThrow('cannot be written');
  await output.close();
  expect(failures).toEqual([expect.any(ConfigError)]);
  expect((await StateStore.open(root)).state.entries.get('calls')?.state).toBeUndefined();
  expect(store.state.entries.get('users')?.sync.isFinished).toBe(false);
});

test('no state is saved before the documents that it covers are there', async () => {
  const root = newDirectory();
  const documents = await DocumentFiles.open(root);
  const { output, store, failures } = await begin(root, documents);
  // So many that they take longer than the file of their stream.
  const records = Array.from({ length: 100 }, (_, id) => ({ callId: String(id), markdown: 'one' }));
  // Not awaited, as records that come beside each other are not.
  const writing = output.records('callDocuments', records);
  output.message(stateMessage('callDocuments', { started: 'then' }, 1));
  await output.flush();
  expect(Object.keys(documentsIn(root))).toHaveLength(records.length);
  await writing;
  expect(recordsOf(root, 'callDocuments')).toEqual(records);
  expect(store.state.entries.get('callDocuments')?.state).toEqual({ started: 'then' });

  rmSync(join(root, 'documents'), { recursive: true });
  writeFileSync(join(root, 'documents'), 'mine');
  await expect(output.records('callDocuments', records)).rejects.toThrow(/ENOTDIR/);
  output.message(stateMessage('callDocuments', { started: 'later' }, 1));
  await expect(output.flush()).rejects.toThrow(/a part of the path is a file/);
  await output.close();
  expect(failures).toHaveLength(1);
  expect(store.state.entries.get('callDocuments')?.state).toEqual({ started: 'then' });
});
