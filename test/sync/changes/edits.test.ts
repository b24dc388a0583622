import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/base/instant.ts';
import { objectOf, type JsonObject } from '../../../src/base/json-object.ts';
import { schemas } from '../../../src/generated/schemas.ts';
import { streams } from '../../../src/streams/index.ts';
import type { Stream } from '../../../src/streams/stream.ts';
import { Changes, formOf } from '../../../src/sync/changes/changes.ts';
import { readSavedChanges } from '../../../src/sync/changes/saved-changes.ts';
import { END } from '../call-world.ts';
import { editsOf, reworded, sampleOf, type Edit } from './schema-samples.ts';

/** Signed anew in each response. */
const ADDRESSES = ['media.audioUrl', 'media.videoUrl'];

const IDENTITY = /^(?:id|started)\b/;

const told = streams.filter((stream) => stream.isCompared || stream.identityOf !== undefined);

function sampleOfStream(name: keyof typeof schemas): JsonObject {
  return objectOf(sampleOf(schemas[name]));
}

/** What Gong lists of the stream, with every field that the schemas name. */
function itemOf({ name, isCompared, list, sharedList }: Stream): JsonObject {
  if (isCompared) return sampleOfStream(name);
  if (list.name === 'answeredScorecards') return sampleOfStream('answeredScorecards');
  if (sharedList !== undefined) return sampleOfStream('calls');
  const { id: _id, startdatetime: _start, ...call } = sampleOfStream('extensiveCalls');
  return call;
}

function foundOf({ lookUp, isCompared }: Stream): JsonObject | undefined {
  return lookUp === undefined || isCompared ? undefined : sampleOfStream('callTranscripts');
}

function changesOf(stream: Stream): Changes {
  const form = formOf(stream, false);
  const saved = readSavedChanges(undefined, { form, shape: '', onDamage: expect.unreachable });
  const keptFrom = END - 7 * DAY;
  return new Changes({ stream, saved, now: END, keptFrom, isDeep: true, sendsDeletions: false });
}

function pathsWhere(edits: readonly Edit[], isSo: (edited: JsonObject) => boolean): string[] {
  return edits.flatMap(({ path, edited }) => (isSo(objectOf(edited)) ? [path] : []));
}

describe.each(told.map((stream) => ({ name: stream.name, stream })))('an edit of $name', ({ stream }) => {
  const [item, found] = [itemOf(stream), foundOf(stream)];
  const own = stream.isCompared ? item : (stream.toItem?.(item) ?? item);
  const changes = changesOf(stream);
  const first = changes.versionOf({ ...own }, found && { ...found });
  if (first === undefined) throw new Error('nothing would go out at first');
  changes.noteSent(first, 1);
  const isUnchanged = (edited: JsonObject): boolean =>
    changes.versionOf(edited, found && { ...found }) === undefined;

  test('of whatever field is a change, but for a signed address', () => {
    // Of a call whose transcript alone is the record, only what it is known by.
    const isContent = stream.isMadeOfItem || stream.isCompared;
    const edits = editsOf(own).filter(({ path }) => isContent || IDENTITY.test(path));
    expect(edits.length).toBeGreaterThan(1);
    const hasAddresses = stream.list.name === 'extensive' && own === item;
    expect(pathsWhere(edits, isUnchanged).toSorted()).toEqual(hasAddresses ? ADDRESSES : []);
  });

  test('of the order of fields alone, or of null for absent, is none', () => {
    expect(isUnchanged(objectOf(reworded(own)))).toBe(true);
  });

  if (found === undefined) return;

  test('of whatever was looked up is a change', () => {
    const edits = editsOf(found);
    expect(edits.length).toBeGreaterThan(10);
    expect(pathsWhere(edits, (edited) => changes.versionOf({ ...own }, edited) === undefined)).toEqual([]);
  });
});
