import { fingerprint, readCursor, writeCursor, type Cursor } from './cursors.ts';
import { Failure } from './failure.ts';
import type { ApiRequest, Page } from './endpoint.ts';
import { readText } from './input.ts';
import { nextPage } from './next-page.ts';
import { positionOf } from './order.ts';
import { createPageBounds } from './page-bounds.ts';
import { countFor, totalsAt } from './totals.ts';
import type { World } from './world.ts';

/** A paged answer in the making. */
export interface Listing {
  readonly envelopeKey: string;
  readonly cursor: unknown;
  /** Everything that was asked apart from the cursor, which must stay the same for a whole walk. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What else stands at the top of the answer. */
  readonly envelope?: Readonly<Record<string, unknown>>;
  /** What was asked that changes how a record looks. */
  readonly look?: unknown;
  /** What happened to a record that changes how it looks. */
  edition?(index: number): unknown;
  /** Indexes of all matching records, ascending. */
  matches(publication: number): ArrayLike<number>;
  /** Leaves matches out that are counted all the same; undefined where all of them are listed. */
  readonly isListed?: ((index: number, publication: number) => boolean) | undefined;
  write(index: number): string;
  /** The text of the 404 that stands for an empty result; undefined where an empty result is a 200. */
  readonly nothingFound: string | undefined;
}

const remembered = 32;

/** Returns pages; the matches of recent walks are remembered, and found again when they were forgotten. */
export function createPager(world: World): (request: ApiRequest, listing: Listing) => Page {
  const walks = new Map<string, ArrayLike<number>>();
  const { settings } = world.company;
  const { cursorMinutes, order, totals } = settings;
  const boundsOf = createPageBounds(settings);

  const matchesOf = (cursor: Cursor, listing: Listing): ArrayLike<number> => {
    const walk = `${cursor.publication} ${world.deletions()} ${world.sightKey()} ${cursor.inputs}`;
    const matches = walks.get(walk) ?? listing.matches(cursor.publication);
    walks.delete(walk);
    walks.set(walk, matches);
    for (const oldest of walks.keys()) {
      if (walks.size <= remembered) break;
      walks.delete(oldest);
    }
    return matches;
  };

  return ({ path, requestId, fault }, listing) => {
    const inputs = fingerprint(path, listing.inputs);
    const text = readText(listing.cursor, 'cursor');
    const cursor: Cursor =
      text === undefined
        ? { inputs, page: 0, began: Date.now(), publication: world.publication() }
        : readCursor(text, inputs, cursorMinutes);
    const matches = matchesOf(cursor, listing);
    const { start, end } = boundsOf(cursor.inputs, cursor.page);
    const { length } = matches;
    const isListed = (index: number): boolean => listing.isListed?.(index, cursor.publication) ?? true;
    const shownEnd = fault?.cursor === 'endless' ? start : Math.min(end, length);
    // A cursor that leads behind the end finds nothing, as an empty list does.
    const isNothing = start >= length || (listing.isListed && !Array.prototype.some.call(matches, isListed));
    if (isNothing && listing.nothingFound !== undefined) {
      throw new Failure(404, [listing.nothingFound]);
    }
    const indexes: number[] = [];
    for (let place = start; place < shownEnd; place += 1) {
      const index = matches[positionOf(order, place, length)] ?? 0;
      if (isListed(index)) indexes.push(index);
    }
    const holds = { isEmpty: start >= length, isLast: end >= length };
    const next = nextPage(cursor, holds, fault?.cursor);
    const counts = {
      ...countFor(fault?.totals ?? totalsAt(totals, path), length),
      currentPageSize: indexes.length,
      currentPageNumber: cursor.page,
      ...(next === undefined ? {} : { cursor: writeCursor(next) }),
    };
    // Without a clock nothing is edited.
    const editions =
      settings.clock === undefined ? undefined : indexes.map((index) => listing.edition?.(index));
    const top = JSON.stringify({ requestId, ...listing.envelope, records: counts });
    const head = top.slice(0, -1);
    return {
      head: `${head},"${listing.envelopeKey}":[`,
      key: fingerprint(path, { look: listing.look, indexes, editions }),
      write: () => `${indexes.map((index) => listing.write(index)).join(',')}]}`,
    };
  };
}
