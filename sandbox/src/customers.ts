import type { Company } from './company.ts';
import { share } from './random.ts';
import { accounts } from './words.ts';

/** Somebody whom the company sells to. */
export interface Customer {
  readonly name: string;
  readonly domain: string;
}

const domains = ['northwind', 'mueller-soehne', 'acme-rocket', 'sakura', 'cafedelmar', 'blueridge'] as const;

/** The customer whom a call is about. */
export function customerOf({ settings }: Company, call: number): Customer {
  const place = Math.floor(share(settings.seed, 'customer', call) * accounts.length);
  return { name: accounts[place] ?? '', domain: `${domains[place] ?? 'customer'}.example` };
}
