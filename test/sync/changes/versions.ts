import type { JsonObject } from '../../../src/base/json-object.ts';
import { formOf } from '../../../src/sync/changes/changes.ts';
import { fingerprintOf, joinedFingerprint, type Fingerprint } from '../../../src/sync/changes/fingerprint.ts';
import { identityOf, idOfItem, isAtTime, type KeptIdentity } from '../../../src/sync/changes/identity.ts';
import { idOfKey } from '../../../src/sync/changes/item-key.ts';
import { readSavedChanges } from '../../../src/sync/changes/saved-changes.ts';
import type { Stream } from '../../../src/streams/stream.ts';
import type { ChangingGong } from './changing-gong.ts';
import type { RowsByItem } from './destination.ts';
import { normal } from './normal.ts';
import { SHAPE } from './sync-of-changes.ts';

/** What there is of an item in one version: the rows that a destination should have of it. */
export interface ItemVersion {
  readonly id: string;
  readonly identity: KeptIdentity | undefined;
  readonly fingerprint: Fingerprint;
  readonly rows: ReadonlyMap<string, string>;
}

const WINDOW = { from: 0, to: 0 };

/** Of each item of the stream the version that Gong has now. */
export function versionsIn(gong: ChangingGong, stream: Stream): ItemVersion[] {
  if (stream.name === 'users') return [...gong.users.values()].map((user) => versionOf(stream, user, user));
  if (stream.list.name === 'answeredScorecards') {
    return [...gong.reviews.values()].map((review) => versionOf(stream, review, review));
  }
  return [...gong.calls].flatMap(([callId, { metaData, content, transcript }]) => {
    if (metaData['isPrivate'] === true || gong.hidden.has(callId)) return [];
    const extensive = { metaData, ...content, media: { audioUrl: 'https://media.test/?signature=0' } };
    const own = stream.sharedList === undefined ? (stream.toItem?.(extensive) ?? extensive) : metaData;
    if (stream.lookUp === undefined) return [versionOf(stream, own, own)];
    const found = transcript === undefined ? undefined : { callId, transcript };
    if (found === undefined && !stream.isMadeOfItem) return [];
    return [versionOf(stream, own, own, found)];
  });
}

function versionOf(stream: Stream, own: JsonObject, item: JsonObject, found?: JsonObject): ItemVersion {
  const records = stream.toRecords(item, WINDOW, found);
  const identity = identityOf(own, stream);
  const id = identity === undefined ? '' : (identity.key.text ?? idOfKey(identity.key));
  const ofItem = fingerprintOf({ ...own }, stream.list.volatile);
  const ofFound = found === undefined ? undefined : fingerprintOf(found);
  const joined = ofFound === undefined ? ofItem : joinedFingerprint(ofItem, ofFound);
  const rowKey = (record: JsonObject): string =>
    JSON.stringify(stream.primaryKey.map((field) => record[field]));
  return {
    id,
    identity,
    fingerprint: stream.isMadeOfItem ? joined : (ofFound ?? ofItem),
    rows: new Map(records.map((record) => [rowKey(record), normal(record)])),
  };
}

/** All versions that there have been, to tell what a state speaks of. */
export class Versions {
  readonly #streams: readonly Stream[];
  readonly #emitDeletes: boolean;
  readonly #versions = new Map<string, ItemVersion[]>();

  constructor(streams: readonly Stream[], emitDeletes: boolean) {
    this.#streams = streams;
    this.#emitDeletes = emitDeletes;
  }

  /** Notes what Gong has now. */
  note(gong: ChangingGong): void {
    for (const stream of this.#streams) {
      for (const version of versionsIn(gong, stream)) {
        const key = keyOf(stream, version.id);
        this.#versions.set(key, [...(this.#versions.get(key) ?? []), version]);
      }
    }
  }

  /** What a state says to have arrived and has not, as short texts. */
  untrue(streamName: string, state: object, arrived: (stream: Stream) => RowsByItem): string[] {
    const stream = this.#streams.find(({ name }) => name === streamName);
    if (stream === undefined) return [`a state of ${streamName}`];
    const untrue: string[] = [];
    const saved = readSavedChanges(JSON.parse(JSON.stringify(state)), {
      form: formOf(stream, this.#emitDeletes),
      shape: this.#emitDeletes ? `${SHAPE}+deletions` : SHAPE,
      onDamage: () => untrue.push(`${streamName}: a damaged state`),
    });
    const rows = arrived(stream);
    for (const item of saved.seen) {
      if (!item.isKnown) continue;
      const id = idOfItem(item, saved);
      const version = (this.#versions.get(keyOf(stream, id)) ?? []).find(
        ({ fingerprint, identity }) =>
          item.has(fingerprint) && identity !== undefined && isAtTime(item, identity),
      );
      if (version === undefined) untrue.push(`${streamName} ${id}: a version that never was`);
      for (const [key, content] of version?.rows ?? []) {
        if (rows.get(id)?.get(key) !== content)
          untrue.push(`${streamName} ${key}: not arrived as the state says`);
      }
    }
    return untrue;
  }
}

function keyOf({ name }: Stream, id: string): string {
  return `${name} ${id}`;
}
