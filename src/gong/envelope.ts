import { SystemError, TransientError, type ConnectorError } from '../base/errors.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';
import { errorText } from './error-text.ts';

/** What the envelope of a page holds. */
export interface Envelope {
  readonly items: readonly JsonObject[];
  /** Entries of the list that were no objects. */
  readonly dropped: number;
  /** Undefined where there is no count, or one that cannot be. */
  readonly total: number | undefined;
  /** The cursor of the next page. */
  readonly next: string | undefined;
}

export interface Expectation {
  readonly itemsKey: string;
  /** For messages. */
  readonly address: string;
  /** Whether null in place of a list of which nothing is counted is an empty list. */
  readonly isNullEmpty: boolean;
}

/** Reads the page of a response in which `faultOf` found no fault. */
export function readEnvelope(body: unknown, itemsKey: string): Envelope {
  const { list, total, cursor } = partsOf(body, itemsKey);
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  const items = entries.filter(isJsonObject);
  return { items, dropped: entries.length - items.length, total, next: textOf(cursor) };
}

/**
 * Returns what is wrong with a response that has the status 200 and is JSON. Gong is in trouble now and then and says
 * so in its body only, or leaves its list out: a page that is believed then would be lost without a word.
 */
export function faultOf(
  body: unknown,
  { itemsKey, address, isNullEmpty }: Expectation,
): ConnectorError | undefined {
  const { errors, list, total, cursor, keys } = partsOf(body, itemsKey);
  if (errors !== '') {
    return new TransientError(
      `Gong could not answer ${address} until we gave up. Gong says: "${errors}". Try again later: a sync goes on from its saved state.`,
      { detail: `errors in a response of ${address} with HTTP 200`, status: 200 },
    );
  }
  if (isSet(cursor) && textOf(cursor) === undefined) {
    return new SystemError(
      `The cursor in the response of ${address} is no text. Please report this with the log.`,
      { status: 200 },
    );
  }
  // Nulls between the items are left out; a list of texts or numbers is another list than the one expected.
  if (Array.isArray(list) && (list.some(isJsonObject) || list.every((entry) => entry === null)))
    return undefined;
  // An empty list may be null, or left out where the envelope says that there is nothing, or that more follows.
  const isEmpty = total === 0 || isSet(cursor) || (isNullEmpty && isNullList(body, itemsKey));
  if (!isSet(list) && isEmpty) return undefined;
  return new SystemError(
    `The response of ${address} has no list "${itemsKey}", which Gong's documentation says it has. Check api_base_url; if it is right, please report this with the log.`,
    { detail: `keys: ${keys.slice(0, 20).join(', ')}`, status: 200 },
  );
}

/** Whether a body has anything of the envelope that Gong puts around all that it sends. */
export function isEnvelope(body: unknown): boolean {
  return isJsonObject(body) && ['requestId', 'records', 'errors'].some((key) => key in body);
}

/** Whether the list is null, and neither a count nor a cursor says whether it should be. */
export function isNullList(body: unknown, itemsKey: string): boolean {
  const { list, total, cursor } = partsOf(body, itemsKey);
  return list === null && total === undefined && !isSet(cursor);
}

function partsOf(body: unknown, itemsKey: string) {
  const envelope = isJsonObject(body) ? body : {};
  const records = isJsonObject(envelope['records']) ? envelope['records'] : {};
  const { totalRecords, cursor } = records;
  const isCount = typeof totalRecords === 'number' && Number.isSafeInteger(totalRecords) && totalRecords >= 0;
  return {
    errors: errorText(envelope['errors']),
    list: envelope[itemsKey],
    total: isCount ? totalRecords : undefined,
    cursor,
    keys: Object.keys(envelope),
  };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function textOf(cursor: unknown): string | undefined {
  if (typeof cursor === 'number') return String(cursor);
  return typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
}
