import type { Exception } from './exceptions.ts';
import type { Fault } from './fault.ts';

/** Faults of one kind. */
export interface Finding extends Fault {
  readonly count: number;
}

/** What remains when every fault has been held against the exceptions. */
export interface Verdict {
  readonly faults: readonly Finding[];
  /** All exceptions, with the number of faults that each excused. */
  readonly excused: readonly (Exception & { readonly count: number })[];
}

/** A fault is excused by the first exception that fits. */
export function settle(faults: readonly Fault[], exceptions: readonly Exception[]): Verdict {
  const kinds = new Map<string, { fault: Fault; count: number }>();
  for (const fault of faults) {
    const kind = `${fault.where}\n${fault.what}`;
    kinds.set(kind, { fault: kinds.get(kind)?.fault ?? fault, count: (kinds.get(kind)?.count ?? 0) + 1 });
  }
  const used = new Map<Exception, number>();
  const left: Finding[] = [];
  for (const { fault, count } of kinds.values()) {
    const fit = exceptions.find(
      ({ where, what }) => matches(where, fault.where) && matches(what, fault.what),
    );
    if (fit === undefined) left.push({ ...fault, count });
    else used.set(fit, (used.get(fit) ?? 0) + count);
  }
  return {
    faults: left,
    excused: exceptions.map((exception) => ({ ...exception, count: used.get(exception) ?? 0 })),
  };
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}
