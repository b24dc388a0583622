import { hash } from 'node:crypto';
import { formatInstant, parseInstant, type Instant } from '../../base/instant.ts';
import { isJsonObject, objectOf, type JsonObject } from '../../base/json-object.ts';
import { CHANGED_AT } from '../../streams/stream.ts';
import { nameOf } from './identity.ts';
import { readHour } from './item-time.ts';
import type { SeenForm } from './entry-layout.ts';
import { SeenItems } from './seen-items.ts';

/** Of how fingerprints are made, and what they are made of. Another one, and none of those in a state counts. */
const VERSION = 1;

/** What a state holds of what has gone out, at most: 20,000 entries of the smallest form. */
const MOST_CHARACTERS = 480_000;

/** What a stream has sent so far, as far as that may still change, and what of it seems to be gone. */
export interface SavedChanges {
  readonly seen: SeenItems;
  /** What tells the items apart whose key is a digest: by that, in hexadecimal digits. */
  readonly names: Map<string, string>;
  /** What was missing in a read that should have held it, and when that was first the case. */
  readonly absent: Map<string, Instant>;
  /** When so much was missing at once that it is no deletion. */
  tooMuchAbsentSince: Instant | undefined;
  /** Of a list without a time: the moment that the changes of earlier syncs have, at the latest. */
  readonly changedAt: Instant | undefined;
}

/**
 * The moment that what changes in a list without a time has as its cursor. It never goes back, whatever the clock does: a
 * destination would keep the version before.
 */
export function momentOfChange({ changedAt = -Infinity }: SavedChanges, now: Instant): Instant {
  return Math.max(changedAt, now);
}

export interface ChangesContext {
  readonly form: SeenForm;
  /** What of the config goes into the records. */
  readonly shape: string;
  /** Called with what is damaged, and passed over. */
  readonly onDamage: () => void;
}

/** Nothing where a state has nothing of the kind, or what says nothing about the records of today. */
export function readSavedChanges(state: unknown, { form, shape, onDamage }: ChangesContext): SavedChanges {
  const nothing = {
    seen: new SeenItems(form),
    names: new Map(),
    absent: new Map(),
    tooMuchAbsentSince: undefined,
    changedAt: isJsonObject(state) ? parseInstant(state[CHANGED_AT]) : undefined,
  };
  if (!isJsonObject(state) || state['seen'] === undefined) return nothing;
  if (state['v'] !== VERSION || state['shape'] !== shape) return nothing;
  const seen = readSeen(state, form);
  const names = textsIn(state['names']);
  const absent = instantsIn(state['absent']);
  const { too_much_absent_since: since } = state;
  const tooMuchAbsentSince = parseInstant(since);
  const isSinceDamaged = since !== undefined && tooMuchAbsentSince === undefined;
  if (seen === undefined || names === undefined || absent === undefined || isSinceDamaged) {
    onDamage();
    return nothing;
  }
  return {
    ...nothing,
    seen,
    names,
    absent,
    tooMuchAbsentSince,
  };
}

function readSeen(state: JsonObject, form: SeenForm): SeenItems | undefined {
  const hours = textsIn(state['seen']);
  if (hours === undefined || state['sum'] !== sumOf([...hours], state)) return undefined;
  const seen = new SeenItems(form);
  const areWhole = [...hours].every(
    ([hour, text]) => (!form.hasTime || readHour(hour) !== undefined) && seen.addText(hour, text),
  );
  return areWhole ? seen : undefined;
}

/** The fields of a state. `onDropped` is called with how many of the oldest entries it does not hold. */
export function writeSavedChanges(
  { seen, names, absent, tooMuchAbsentSince }: SavedChanges,
  shape: string,
  onDropped: (hours: readonly string[]) => void,
): object {
  const hours = seen.hours.toSorted().map((hour): [string, string] => [hour, seen.textOf(hour)]);
  const nonEmpty = hours.filter(([, text]) => text !== '');
  let left = MOST_CHARACTERS - lengthOf(absent);
  const kept: [string, string][] = [];
  const keptNames = new Map<string, string>();
  for (const entry of nonEmpty.toReversed()) {
    const [hour, text] = entry;
    const own = names.size === 0 ? names : namesIn(hour, seen, names);
    left -= hour.length + text.length + lengthOf(own);
    if (left < 0) break;
    kept.unshift(entry);
    for (const [key, name] of own) keptNames.set(key, name);
  }
  for (const key of names.keys()) if (!keptNames.has(key)) names.delete(key);
  if (kept.length < nonEmpty.length) {
    onDropped(nonEmpty.slice(0, nonEmpty.length - kept.length).map(([hour]) => hour));
  }
  const notes = {
    ...(names.size === 0 ? {} : { names: Object.fromEntries(names) }),
    ...(absent.size === 0 ? {} : { absent: objectOfInstants(absent) }),
    ...(tooMuchAbsentSince === undefined ? {} : { too_much_absent_since: formatInstant(tooMuchAbsentSince) }),
  };
  return { v: VERSION, shape, seen: Object.fromEntries(kept), sum: sumOf(kept, notes), ...notes };
}

function namesIn(hour: string, seen: SeenItems, names: ReadonlyMap<string, string>): Map<string, string> {
  const own = new Map<string, string>();
  for (const { key } of seen.itemsOf(hour)) {
    const text = names.get(nameOf(key));
    if (text !== undefined) own.set(nameOf(key), text);
  }
  return own;
}

function objectOfInstants(instants: ReadonlyMap<string, Instant>): object {
  return Object.fromEntries([...instants].map(([key, instant]) => [key, formatInstant(instant)]));
}

/** Undefined where it is anything but an object of texts. */
function textsIn(value: unknown): Map<string, string> | undefined {
  if (value === undefined) return new Map();
  if (!isJsonObject(value)) return undefined;
  const texts = new Map<string, string>();
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') return undefined;
    texts.set(key, text);
  }
  return texts;
}

/** The same with moments. */
function instantsIn(value: unknown): Map<string, Instant> | undefined {
  const texts = textsIn(value);
  const instants = [...(texts ?? [])].map(([key, text]) => [key, parseInstant(text)] as const);
  const known = instants.flatMap(([key, instant]) =>
    instant === undefined ? [] : [[key, instant] as const],
  );
  return texts === undefined || known.length < instants.length ? undefined : new Map(known);
}

/** Shows that a state is as it was written: half an entry would be taken for another call. */
function sumOf(hours: readonly (readonly [string, string])[], notes: JsonObject): string {
  const { names, absent, too_much_absent_since: tooMuchAbsentSince } = notes;
  const texts = hours.toSorted(byKey).flat();
  // Mostly there are none, and a sum is made for each state.
  if (names !== undefined || absent !== undefined || tooMuchAbsentSince !== undefined) {
    const sorted = [names, absent].map((each) => Object.entries(objectOf(each)).toSorted(byKey));
    texts.push(JSON.stringify([...sorted, tooMuchAbsentSince ?? null]));
  }
  return hash('sha256', texts.join('\n'), 'base64url').slice(0, 12);
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** As it stands in a state. Texts of a key have quotation marks, and may be in any language. */
function lengthOf(map: ReadonlyMap<string, string | Instant>): number {
  return [...map].reduce((sum, [key, value]) => {
    const text = typeof value === 'string' ? value : formatInstant(value);
    return sum + Buffer.byteLength(JSON.stringify([key, text]));
  }, 0);
}
