import { isLoopback } from './loopback.ts';

/**
 * Reads the address that Gong names for the API of a company. Tokens go there, so it has to be one of Gong's own, by https;
 * or of this machine, where `isLocal` says that Gong is played here. Returns undefined for any other.
 */
export function readCustomerAddress(text: unknown, isLocal: boolean): string | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isGong = url.protocol === 'https:' && /(?:^|\.)gong\.io$/.test(url.hostname);
  const isHere = isLocal && isLoopback(url) && (url.protocol === 'http:' || url.protocol === 'https:');
  if (!isGong && !isHere) return undefined;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  return url.origin + url.pathname.replace(/\/+$/, '').replace(/\/v2$/, '');
}
