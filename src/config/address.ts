import { isLoopback } from '../base/loopback.ts';

/** The address that takes the access keys of most companies. */
const DEFAULT_ADDRESS = 'https://api.gong.io';

/** An address as Gong's API page shows it, to name in messages. */
export const EXAMPLE_ADDRESS = 'https://us-12345.api.gong.io';

/** What the address bar of a browser shows in Gong, with or without its scheme and its path. */
const BROWSER_ADDRESS = /^(?:https?:\/\/)?(?:([\w-]+)\.)?app\.gong\.io(?![\w.-])/i;

/** The name of a Gong cell, such as us-12345. Nothing else of a config is repeated. */
const CELL = /^[a-z]{2,8}-\d{1,8}$/i;

export interface Address {
  /** Without a slash at the end; empty where there is a fault that leaves none. */
  readonly baseUrl: string;
  /** Each completes a sentence that begins with the name of the address. */
  readonly faults: readonly string[];
}

/** Reads the address of Gong's API, and says what is wrong with it. */
export function readAddress(text: string | undefined): Address {
  if (text === undefined) return { baseUrl: DEFAULT_ADDRESS, faults: [] };
  const browser = BROWSER_ADDRESS.exec(text);
  if (browser !== null) return { baseUrl: '', faults: [browserFault(browser[1])] };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return { baseUrl: '', faults: [`must be an address such as ${EXAMPLE_ADDRESS}`] };
  const faults: string[] = [];
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    faults.push('must begin with https:// (http:// is for loopback addresses alone)');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    faults.push('must be an address without user, query or fragment');
  }
  return { baseUrl: url.origin + url.pathname.replace(/\/+$/, '').replace(/\/v2$/, ''), faults };
}

function browserFault(cell: string | undefined): string {
  const right =
    cell !== undefined && CELL.test(cell)
      ? `the one of its API, https://${cell.toLowerCase()}.api.gong.io`
      : `the one that Gong shows on its API page, such as ${EXAMPLE_ADDRESS}`;
  return `is the address of Gong's web pages; give ${right}`;
}
