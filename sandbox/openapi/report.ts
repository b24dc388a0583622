import type { Coverage } from './coverage.ts';
import type { Verdict } from './ledger.ts';

/** The lines for a reader: what was looked at, which exceptions were needed, what is wrong. */
export function report({ faults, excused }: Verdict, coverage: readonly Coverage[]): string[] {
  const needless = excused.filter(({ count }) => count === 0);
  return [
    ...coverage.map(({ operation, byStatus }) => {
      const counts = [...byStatus].toSorted(([left], [right]) => left - right);
      return `  ${operation.name.padEnd(34)} ${counts.map(([status, count]) => `${status} x ${count}`).join(', ')}`;
    }),
    `${excused.length} named exceptions:`,
    ...excused.map(({ where, what, evidence, count }) => `  ${count} x ${where}: ${what} (${evidence})`),
    ...faults.map(({ where, what, seen, count }) => `FAULT ${where}: ${what} (${count} x; first ${seen})`),
    ...needless.map(({ where, what }) => `NEEDLESS EXCEPTION ${where}: ${what}`),
  ];
}
