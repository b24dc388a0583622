import { isJsonObject, type JsonObject } from '../../../src/base/json-object.ts';
import { below } from '../../../test/sync/random.ts';
import { isKept, type KeptFields } from './kept-fields.ts';
import { oddName, oddValue } from './odd-values.ts';

/** A field or an entry that can be changed. */
interface Spot {
  readonly holder: JsonObject | unknown[];
  readonly key: string | number;
  /** Whether it may only be added to. */
  readonly isKept: boolean;
}

const MOST_MUTATIONS = 3;

/** Changes some places of an item, at any depth; what is kept is at most added to. */
export function mutateItem(item: JsonObject, kept: KeptFields, random: () => number): void {
  for (let left = 1 + below(MOST_MUTATIONS, random); left > 0; left -= 1) {
    const spot = random() < 0.15 ? undefined : findSpot(item, [], kept, random);
    if (spot === undefined) addTo(item, random);
    else change(spot, random);
  }
}

/** Goes down a way that chance takes, so that what stands high is met as often as all that is below it. */
function findSpot(
  holder: JsonObject | unknown[],
  place: readonly string[],
  kept: KeptFields,
  random: () => number,
): Spot | undefined {
  const keys = Array.isArray(holder) ? [...holder.keys()] : Object.keys(holder);
  const key = keys[below(keys.length, random)];
  if (key === undefined) return undefined;
  const inner = typeof key === 'number' ? place : [...place, key];
  const value: unknown = Reflect.get(holder, key);
  const isHolder = Array.isArray(value) || isJsonObject(value);
  const deeper = isHolder && random() < 0.6 ? findSpot(value, inner, kept, random) : undefined;
  if (deeper !== undefined) return deeper;
  const isSpotKept = isKept(inner, kept);
  return isSpotKept && !isHolder ? undefined : { holder, key, isKept: isSpotKept };
}

function change({ holder, key, isKept: isAddedTo }: Spot, random: () => number): void {
  const value: unknown = Reflect.get(holder, key);
  if (isAddedTo || random() < 0.25) {
    if (isJsonObject(value)) return addTo(value, random);
    if (Array.isArray(value)) {
      value.push(oddValue(random));
      return;
    }
  }
  if (random() < 0.25 && !Array.isArray(holder)) Reflect.deleteProperty(holder, key);
  else put(holder, key, oddValue(random));
}

/** Changes one of the fields that would have to be kept. */
export function harmItem(item: JsonObject, kept: KeptFields, random: () => number): void {
  const fields = kept.filter((field) => Object.hasOwn(item, field));
  const field = fields[below(fields.length, random)];
  if (field !== undefined) put(item, field, oddValue(random));
}

function addTo(holder: JsonObject, random: () => number): void {
  const name = oddName(random);
  if (!Object.hasOwn(holder, name)) put(holder, name, oddValue(random));
}

/** Also where the name is __proto__. */
function put(holder: object, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, configurable: true, enumerable: true, writable: true });
}
