import { callRecord } from './call-record.ts';
import { random, type Random } from './random.ts';
import { someUser } from './user-record.ts';
import { writeSentence } from './words.ts';
import type { World } from './world.ts';

/** A call in a folder of the library, or a part of one. */
export interface FolderCall {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** The calls of a folder that can be seen at present; one can be there several times, with other snippets. */
export function folderCalls(world: World, folder: number): readonly FolderCall[] {
  const { settings, history } = world.company;
  const choose = random(settings.seed, 'folder content', folder);
  if (settings.calls === 0) return [];
  const at = world.publication();
  const length = choose.integer(0, settings.folderCalls);
  let before: number | undefined;
  return Array.from({ length }, (_, place) => {
    const isRepeated = choose.chance(0.2);
    const call: number = isRepeated && before !== undefined ? before : choose.integer(0, settings.calls - 1);
    const added = addedAt(world, call, place, choose);
    const isSnippet = call === before || choose.chance(0.5);
    before = call;
    const isThere = world.isVisible(call, at) && (history === undefined || at >= added);
    const record = folderCall(world, call, { added, isSnippet }, choose);
    return isThere ? [record] : [];
  }).flat();
}

/** Some time from the moment at which the call appeared to the end of the data; no two places at the same time. */
function addedAt({ company }: World, call: number, place: number, choose: Random): number {
  const begin =
    company.history?.published[call] ??
    (company.times.started[call] ?? 0) + company.durationSeconds(call) * 1_000_000;
  const left = Math.max(0, company.settings.until - begin - 1_000_000);
  return Math.floor(begin + left * choose.next()) + place;
}

function folderCall(
  world: World,
  call: number,
  { added, isSnippet }: { readonly added: number; readonly isSnippet: boolean },
  choose: Random,
): FolderCall {
  const { company } = world;
  const id = company.callIds.encode(call);
  const duration = company.durationSeconds(call);
  const fromSec = choose.integer(0, Math.max(0, duration - 2));
  const toSec = choose.integer(fromSec + 1, duration);
  const part = encodeURIComponent(JSON.stringify([{ type: 'LIBRARY', from: fromSec, to: toSec }]));
  const url = `https://app.gong.io/call?id=${id}`;
  return {
    id,
    title: callRecord(company, call, world.editsOf(call))['title'] ?? null,
    note: choose.chance(0.5) ? writeSentence(choose) : null,
    addedBy: someUser(company, choose),
    created: company.write(added),
    url: isSnippet ? `${url}&highlights=${part}` : url,
    // How Gong sends a whole call is not documented.
    snippet: isSnippet ? { fromSec, toSec } : null,
  };
}
