import type { JsonObject } from '../base/json-object.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import { paginate, type Page } from '../gong/pages.ts';
import { VainRepeats } from '../gong/vain-repeats.ts';

/** Lists read once more without finding what was counted, before as much may be missing without suspicion. */
const MOST_VAIN_READS = 3;

/** By the events of a sync, which all that read for it have in common, and by path. */
const known = new WeakMap<Gong['events'], Map<string, VainRepeats>>();

/**
 * Reads a short list from its first page to its last, and once more where fewer items came than Gong counts. What comes a
 * second time is left out. Where all pages together hold less than their `total`, the rest is missing.
 */
export async function* countedPages(
  gong: Gong,
  request: GongRequest,
  itemsKey: string,
  signal: AbortSignal,
): AsyncGenerator<Page, void, void> {
  const repeats = repeatsAt(request.path, gong);
  const all = new Set<string>();
  let total = 0;
  let dropped = 0;
  for (const isAgain of [false, true]) {
    const seen = new Set<string>();
    for await (const page of paginate(gong, request, itemsKey, signal, idOf)) {
      total = Math.max(total, page.total ?? 0);
      // Most lists are one page without a count.
      if (page.isLast && total === 0) {
        yield page;
        return;
      }
      if (!isAgain) dropped += page.dropped;
      // Not by their ids: a call can be in a folder several times.
      const items = page.items.filter((item) => {
        const text = JSON.stringify(item);
        seen.add(text);
        return all.size < all.add(text).size;
      });
      yield { ...page, items, dropped: isAgain ? 0 : page.dropped };
    }
    const shortfall = total - dropped - seen.size;
    if (all.size + dropped >= total || (!isAgain && repeats.isUsual(shortfall))) return;
    if (isAgain) repeats.note(shortfall);
  }
}

function repeatsAt(path: string, { events }: Gong): VainRepeats {
  const byPath = known.get(events) ?? new Map<string, VainRepeats>();
  known.set(events, byPath);
  const repeats = byPath.get(path) ?? new VainRepeats(MOST_VAIN_READS);
  byPath.set(path, repeats);
  return repeats;
}

function idOf({ id }: JsonObject): unknown {
  return id;
}
