import { readCustomerAddress } from '../base/customer-address.ts';
import { isJsonObject, type JsonObject } from '../base/json-object.ts';

/** Nothing that is configured: such keys are left alone. */
const KEY = '_earlier_addresses';

/**
 * Where the company's API was before a renewal brought another address: what was read there is of the same company. Another
 * login leaves none of these, since it may be one of another company.
 */
export function earlierAddresses(credentials: object): string[] {
  const { [KEY]: value }: { [KEY]?: unknown } = credentials;
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The same config, which remembers the address that it has where this one takes its place. */
export function rememberingAddress(config: JsonObject, next: string | undefined): JsonObject {
  const { credentials } = config;
  if (!isJsonObject(credentials) || next === undefined) return config;
  const last = readCustomerAddress(credentials['api_base_url_for_customer'], true);
  if (last === undefined || last === next) return config;
  const earlier = [last, ...earlierAddresses(credentials).filter((each) => each !== last)];
  return { ...config, credentials: { ...credentials, [KEY]: earlier } };
}
