import { ContentHash } from '../../base/content-hash.ts';
import { isJsonObject, type JsonObject } from '../../base/json-object.ts';

/** 47 bits: a change is taken for none once in 1.4e14 of them. */
export type Fingerprint = number;

/** One bit is left. */
export const FINGERPRINT_BYTES = 6;
export const MOST_FINGERPRINTS = 2 ** 47;

/** Of what may have gone out in another version since. No content has it. */
export const UNKNOWN_FINGERPRINT: Fingerprint = 0;

const SIXTEEN_BITS = 0x1_0000;
const THIRTY_ONE_BITS = 2 ** 31;

/** As many as a page and a little more: the streams of a page are made of it one after the other. */
const MOST_KNOWN = 128;

const contentHash = new ContentHash();

/** The last ones. A weak map of all of them would take the garbage collection more than it spares. */
const known = new Map<JsonObject, Fingerprint>();

/**
 * Tells one content from another. The order of fields does not count, and null is as good as absent. Of the fields in
 * `volatile`, which Gong words anew in each response, only whether something is there counts. Throws where the object is
 * nested too deep.
 */
export function fingerprintOf(object: JsonObject, volatile: readonly string[] = []): Fingerprint {
  const before = known.get(object);
  if (before !== undefined) return before;
  const made = fingerprint(withoutWording(object, volatile));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(object, made);
  return made;
}

/** Of what is made of both. */
export function joinedFingerprint(one: Fingerprint, other: Fingerprint): Fingerprint {
  return fingerprint([one, other]);
}

function fingerprint(content: unknown): Fingerprint {
  const [one, other] = contentHash.of(content);
  return (one % THIRTY_ONE_BITS) * SIXTEEN_BITS + (other % SIXTEEN_BITS) || 1;
}

function withoutWording(object: JsonObject, volatile: readonly string[]): JsonObject {
  const worded = volatile.filter((key) => key in object);
  if (worded.length === 0) return object;
  return { ...object, ...Object.fromEntries(worded.map((key) => [key, presence(object[key])])) };
}

/** The same with each text as one that says whether it is empty. */
function presence(value: unknown): unknown {
  if (typeof value === 'string') return value !== '';
  if (Array.isArray(value)) return value.map(presence);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, presence(each)]));
}
