import { createHash } from 'node:crypto';
import { isJsonObject } from '../base/json-object.ts';

/** Whose Gong a directory holds, as far as that can be told without a request. */
export interface Company {
  /** Of the API as the config has it, with its port if it has one of its own. */
  readonly host: string;
  /** Of the address that Gong has named with the tokens of an app, where it has done so. */
  readonly ownHost?: string | undefined;
  /** Those that it had before. They are kept with the tokens. */
  readonly earlierHosts?: readonly string[];
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
export function appCompany({
  baseUrl,
  clientId,
  ownUrl,
  earlierUrls = [],
}: Readonly<Record<'baseUrl' | 'clientId', string>> & {
  readonly ownUrl: string | undefined;
  readonly earlierUrls?: readonly string[];
}): Company {
  const keyHash = APP_PREFIX + hashOf(`source-gong client id: ${clientId}`);
  const ownHost = ownUrl === undefined ? {} : { ownHost: new URL(ownUrl).host };
  const earlierHosts = earlierUrls.filter((url) => URL.canParse(url)).map((url) => new URL(url).host);
  return {
    host: new URL(baseUrl).host,
    ...ownHost,
    ...(earlierHosts.length > 0 && { earlierHosts }),
    keyHash,
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);
}

/**
 * Compares two. A key belongs to one company, so the same key is the same company, under whatever host; the same app is so
 * under the same host of the company's own. Credentials may be replaced and a host may change, so that another company is only certain where both
 * differ, or where an app reads it under another host.
 */
export function compareCompanies(one: Company, other: Company): 'same' | 'perhaps the same' | 'another' {
  const isNearby = areNearby(one, other);
  if (one.keyHash === other.keyHash && (!one.keyHash.startsWith(APP_PREFIX) || isOneOwn(one, other)))
    return 'same';
  return isNearby ? 'perhaps the same' : 'another';
}

/** Whether they have the same host of their own, or are the same where none is known of either. */
function isOneOwn(one: Company, other: Company): boolean {
  if (one.ownHost === undefined && other.ownHost === undefined) return areNearby(one, other);
  return one.ownHost !== undefined && other.ownHost !== undefined && areNearby(one, other);
}

/** Where both have hosts of their own these tell; else one may be of a time when its own was not known yet. */
function areNearby(one: Company, other: Company): boolean {
  if (one.ownHost !== undefined && other.ownHost !== undefined)
    return ownHostsOf(one).includes(other.ownHost) || ownHostsOf(other).includes(one.ownHost);
  return hostsOf(one).some((host) => hostsOf(other).some((another) => isMoved(host, another)));
}

function isMoved(host: string, another: string): boolean {
  const hosts = [host, another];
  return (
    host === another || (hosts.includes(COMMON_HOST) && hosts.every((each) => each.endsWith(COMMON_HOST)))
  );
}

function hostsOf({ host, ownHost }: Company): string[] {
  return ownHost === undefined ? [host] : [host, ownHost];
}

function ownHostsOf({ ownHost, earlierHosts = [] }: Company): (string | undefined)[] {
  return [ownHost, ...earlierHosts];
}

export function formatCompany({ host, ownHost, keyHash }: Company): object {
  return { host, own_host: ownHost, access_key_hash: keyHash };
}

/** Returns undefined where an earlier version has written nothing of it. */
export function parseCompany(value: unknown): Company | undefined {
  if (!isJsonObject(value)) return undefined;
  const { host, own_host: ownHost, access_key_hash: keyHash } = value;
  if (typeof host !== 'string' || typeof keyHash !== 'string') return undefined;
  return { host, ...(typeof ownHost === 'string' ? { ownHost } : {}), keyHash };
}
