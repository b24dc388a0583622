import { isJsonObject, type JsonObject } from '../../../src/base/json-object.ts';
import { parseExactly } from '../../../test-kit/truth.ts';
import { below, randomOf } from '../../../test/sync/random.ts';
import { isKept, keptFieldsOf, type KeptFields } from './kept-fields.ts';
import { harmItem, mutateItem } from './mutate-item.ts';
import { toOddJson } from './odd-values.ts';

/** Share of the lists that get entries which are no items, where all items are changed. */
const SHARE_OF_ODD_ENTRIES = 0.2;

export interface Mutation {
  readonly seed: number;
  /** Share of the items that are changed. */
  readonly share: number;
  /** The one endpoint of which nothing is kept, if any. */
  readonly harmed?: string | undefined;
}

export interface MutatedAnswer {
  readonly text: string;
  readonly isMutated: boolean;
  /** What should have been kept in items of which nothing was: what belongs to them by one of these may be missing. */
  readonly lost: readonly string[];
}

/** Changes items of the lists of an answer. The same item comes out the same way, wherever it is asked for. */
export function mutateAnswer(path: string, text: string, mutation: Mutation): MutatedAnswer {
  const body: JsonObject = parseExactly(text);
  const isHarmed = path === mutation.harmed;
  const kept = keptFieldsOf(path);
  const lost: string[] = [];
  let isMutated = false;
  for (const item of listsIn(body).flat().filter(isJsonObject)) {
    const random = randomOf(mutation.seed ^ hashOf(path + JSON.stringify(item)));
    if (random() >= mutation.share) continue;
    if (isHarmed) lost.push(...keptTextsIn(item, [], kept));
    if (isHarmed && random() < 0.5) harmItem(item, kept, random);
    else mutateItem(item, isHarmed ? [] : kept, random);
    isMutated = true;
  }
  const chance = randomOf(mutation.seed ^ hashOf(path + text));
  for (const list of listsIn(body)) {
    if (!list.some(isJsonObject) || chance() >= mutation.share * SHARE_OF_ODD_ENTRIES) continue;
    list.splice(below(list.length + 1, chance), 0, null, 'no object', 7, []);
    isMutated = true;
  }
  return { text: isMutated ? toOddJson(body) : text, isMutated, lost };
}

/** Lists of the envelope, and of a map in it. */
function listsIn(body: JsonObject): unknown[][] {
  return Object.values(body).flatMap((value): unknown[][] => {
    if (Array.isArray(value)) return [value];
    return isJsonObject(value) ? Object.values(value).filter((each) => Array.isArray(each)) : [];
  });
}

function keptTextsIn(value: unknown, place: readonly string[], kept: KeptFields): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => keptTextsIn(each, place, kept));
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([name, each]) => keptTextsIn(each, [...place, name], kept));
  }
  return isKept(place, kept) ? [String(value)] : [];
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  return hash >>> 0;
}
