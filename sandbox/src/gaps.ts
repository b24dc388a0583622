import type { Company } from './company.ts';
import { share } from './random.ts';

/** How something that is missing looks in a response: as an empty list, as null, or as no key at all. */
export type Gap = readonly never[] | null | undefined;

const looks: readonly Gap[] = [[], null, undefined];

/** Too short or too noisy for Gong to make anything of it: no brief, outline, highlights, key points. */
export function isUnanalysed({ settings }: Company, call: number): boolean {
  return share(settings.seed, 'unanalysed', call) < 0.05;
}

/** What Gong made of a call, or a gap in its place. Which way Gong leaves out what, nobody says: all ways are there. */
export function unlessMissing<Found>(
  company: Company,
  call: number,
  what: string,
  make: () => Found,
): Found | Gap {
  const { seed } = company.settings;
  const isMissing = isUnanalysed(company, call) || share(seed, `no ${what}`, call) < 0.06;
  return isMissing ? looks[Math.floor(share(seed, `${what} left out`, call) * looks.length)] : make();
}
