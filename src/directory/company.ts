import { createHash } from 'node:crypto';
import { isJsonObject } from '../base/json-object.ts';

/** Whose Gong a directory holds, as far as that can be told without a request. */
export interface Company {
  /** Of the API, with its port if it has one of its own. */
  readonly host: string;
  /** Of the access key, one way: whether another key is the same can be told, and nothing else. */
  readonly keyHash: string;
}

/** It serves many companies, some of which Gong has later given a host of their own, such as us-12345.api.gong.io. */
const COMMON_HOST = 'api.gong.io';

const HASH_DIGITS = 16;

export function companyOf({
  baseUrl,
  accessKey,
}: Readonly<Record<'baseUrl' | 'accessKey', string>>): Company {
  const hash = createHash('sha256').update(`source-gong access key: ${accessKey}`).digest('hex');
  return { host: new URL(baseUrl).host, keyHash: hash.slice(0, HASH_DIGITS) };
}

/**
 * Compares two. A key belongs to one company, so the same key is the same company, under whatever host. A key may be
 * replaced and a host may change, so that another company is only certain where both differ.
 */
export function compareCompanies(one: Company, other: Company): 'same' | 'perhaps the same' | 'another' {
  if (one.keyHash === other.keyHash) return 'same';
  const hosts = [one.host, other.host];
  const hasMoved = hosts.includes(COMMON_HOST) && hosts.every((host) => host.endsWith(COMMON_HOST));
  return one.host === other.host || hasMoved ? 'perhaps the same' : 'another';
}

export function formatCompany({ host, keyHash }: Company): object {
  return { host, access_key_hash: keyHash };
}

/** Returns undefined where an earlier version has written nothing of it. */
export function parseCompany(value: unknown): Company | undefined {
  if (!isJsonObject(value)) return undefined;
  const { host, access_key_hash: keyHash } = value;
  return typeof host === 'string' && typeof keyHash === 'string' ? { host, keyHash } : undefined;
}
