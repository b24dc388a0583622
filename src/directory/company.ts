import { createHash } from 'node:crypto';
import { isJsonObject } from '../base/json-object.ts';

/** Whose Gong a directory holds, as far as that can be told without a request. */
export interface Company {
  /** Of the API, with its port if it has one of its own. */
  readonly host: string;
  /** Of the access key, or of the OAuth app, one way: whether another key is the same can be told, and nothing else. */
  readonly keyHash: string;
}

/** It serves many companies, some of which Gong has later given a host of their own, such as us-12345.api.gong.io. */
const COMMON_HOST = 'api.gong.io';

const HASH_DIGITS = 16;

/** An app, other than a key, can read several companies. */
const APP_PREFIX = 'app-';

export function companyOf({
  baseUrl,
  accessKey,
}: Readonly<Record<'baseUrl' | 'accessKey', string>>): Company {
  return { host: new URL(baseUrl).host, keyHash: hashOf(`source-gong access key: ${accessKey}`) };
}

/** The same for a company that an OAuth app reads: its own address tells it from others that the app reads. */
export function appCompany({ baseUrl, clientId }: Readonly<Record<'baseUrl' | 'clientId', string>>): Company {
  const hash = hashOf(`source-gong client id: ${clientId}`);
  return { host: new URL(baseUrl).host, keyHash: `${APP_PREFIX}${hash}` };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);
}

/**
 * Compares two. A key belongs to one company, so the same key is the same company, under whatever host; the same app is so
 * under the same host. Credentials may be replaced and a host may change, so that another company is only certain where both
 * differ, or where an app reads it under another host.
 */
export function compareCompanies(one: Company, other: Company): 'same' | 'perhaps the same' | 'another' {
  const hosts = [one.host, other.host];
  const hasMoved = hosts.includes(COMMON_HOST) && hosts.every((host) => host.endsWith(COMMON_HOST));
  const isNearby = one.host === other.host || hasMoved;
  if (one.keyHash === other.keyHash && (isNearby || !one.keyHash.startsWith(APP_PREFIX))) return 'same';
  return isNearby ? 'perhaps the same' : 'another';
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
