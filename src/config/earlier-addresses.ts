import { createHash } from 'node:crypto';
import { readCustomerAddress } from '../base/customer-address.ts';
import type { JsonObject } from '../base/json-object.ts';

// Nothing that is configured: such keys are left alone.
const EARLIER = '_earlier_addresses';
const HASH = '_address_hash';

const HASH_DIGITS = 16;

/**
 * Whether the address of credentials has come with the refresh token that stands beside it; undefined where nothing shows it.
 * Another token that somebody has put there may be one of another company.
 */
export function isAddressOfToken(credentials: object): boolean | undefined {
  const { [HASH]: hash }: { [HASH]?: unknown } = credentials;
  return hash === undefined ? undefined : hash === hashOf(credentials);
}

/**
 * Where the company's API was before a renewal brought another address: what was read there is of the same company. Another
 * login leaves none of these, since it may be one of another company.
 */
export function earlierAddresses(credentials: object): string[] {
  const { [EARLIER]: value }: { [EARLIER]?: unknown } = credentials;
  if (isAddressOfToken(credentials) !== true || !Array.isArray(value)) return [];
  return value.filter((each) => typeof each === 'string');
}

/** Credentials whose address has come with their refresh token, in place of others that this token was got for, if any. */
export function withAddressHash(credentials: JsonObject, last: JsonObject = {}): JsonObject {
  const hash = hashOf(credentials);
  const earlier = addressesBefore(credentials, last);
  return {
    ...withoutAddressHash(credentials),
    ...(earlier.length > 0 && { [EARLIER]: earlier }),
    ...(hash !== undefined && { [HASH]: hash }),
  };
}

/** What is kept beside an address is good for no other one. */
export function withoutAddressHash(credentials: JsonObject): JsonObject {
  const { [EARLIER]: _earlier, [HASH]: _hash, ...others } = credentials;
  return others;
}

function addressesBefore({ api_base_url_for_customer: next }: JsonObject, last: JsonObject): string[] {
  const earlier = earlierAddresses(last);
  const address = readCustomerAddress(last['api_base_url_for_customer'], true);
  if (address === undefined || address === next || isAddressOfToken(last) !== true) return earlier;
  return [address, ...earlier.filter((each) => each !== address)];
}

function hashOf(credentials: object): string | undefined {
  const { api_base_url_for_customer: address, refresh_token: token }: JsonObject = { ...credentials };
  if (typeof address !== 'string' || typeof token !== 'string') return undefined;
  const text = `source-gong address: ${address.trim()} ${token.trim()}`;
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);
}
