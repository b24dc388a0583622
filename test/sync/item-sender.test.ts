import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { DAY, formatInstant } from '../../src/base/instant.ts';
import type { JsonObject } from '../../src/base/json-object.ts';
import { CallParticipants } from '../../src/streams/call-participants.ts';
import { Changes, formOf } from '../../src/sync/changes/changes.ts';
import { readSavedChanges } from '../../src/sync/changes/saved-changes.ts';
import { ItemSender } from '../../src/sync/item-sender.ts';
import { StreamSession } from '../../src/sync/stream-session.ts';
import { acceptAll } from './accept-all.ts';
import { collectingOutput } from './collecting-output.ts';
import { NOW } from './open-session.ts';

const stream = new CallParticipants();
const CALLS = 4;
const PEOPLE = 60;

/** Calls whose rows take more than one piece. */
const calls = Array.from({ length: CALLS }, (_, index): JsonObject => {
  const parties = Array.from({ length: PEOPLE }, (_person, position) => ({ id: `${index}-${position}` }));
  return { metaData: { id: String(index), started: formatInstant(NOW - index) }, parties };
});

test('a window whose changed records go out together with those of another is not read before they are out', async () => {
  const { output, log, events } = collectingOutput(() => nextTurn());
  const session = new StreamSession({
    stream,
    range: { from: NOW - DAY, to: NOW },
    cursorField: 'started',
    coverage: { toState: () => ({}) },
    sendsAll: false,
    partitions: 1,
    given: undefined,
    validate: acceptAll['callParticipants'] ?? (() => true),
    output,
    events: new EventEmitter(),
    log,
    isNews: () => true,
    clock: () => 0,
    signal: new AbortController().signal,
  });
  const saved = readSavedChanges(undefined, {
    form: formOf(stream, true),
    shape: '',
    onDamage: expect.unreachable,
  });
  const common = { stream, saved, now: NOW, keptFrom: NOW - DAY, isDeep: true, sendsDeletions: true };
  const changes = new Changes(common);
  const sender = new ItemSender(session, { noteNewest: () => {} }, changes);
  const items = calls.map((call) => ({
    version: changes.versionOf(call),
    toRecords: () => stream.toRecords(call),
  }));
  await sender.send(items, () => -Infinity);
  const first = sender.flush();
  const second = sender.flush().then(() => events.filter(({ kind }) => kind === 'record').length);
  expect(await second).toBe(CALLS * PEOPLE);
  await first;
});
