import type { Company } from './company.ts';
import type { Random } from './random.ts';

const day = 86_400 * 1_000_000;

/** When something was set up and changed last, in Gong's notation: before the first call, to the microsecond. */
export function referenceTimes(company: Company, choose: Random): { created: string; updated: string } {
  const { from } = company.settings;
  const created = from - choose.integer(1, 400) * day - choose.integer(1, 86_399_999_999);
  const updated = created + Math.floor((from - created) * choose.next());
  return { created: company.write(created), updated: company.write(updated) };
}
