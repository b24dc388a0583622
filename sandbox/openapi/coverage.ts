import type { Document, Operation } from './document.ts';
import type { Fault } from './fault.ts';
import type { Exchange } from './recording-proxy.ts';

/** What was seen of one operation. */
export interface Coverage {
  readonly operation: Operation;
  readonly byStatus: ReadonlyMap<number, number>;
  readonly hasFollowedCursor: boolean;
}

/** Of each operation that was asked, how often it answered what. */
export function coverageOf(exchanges: readonly Exchange[], document: Document): Coverage[] {
  const byOperation = new Map<string, { operation: Operation; exchanges: Exchange[] }>();
  for (const exchange of exchanges) {
    const operation = document.find(exchange.method, exchange.url.pathname);
    if (operation === undefined) continue;
    const known = byOperation.get(operation.name);
    if (known === undefined) byOperation.set(operation.name, { operation, exchanges: [exchange] });
    else known.exchanges.push(exchange);
  }
  return [...byOperation.values()].map(({ operation, exchanges: all }) => ({
    operation,
    byStatus: countStatuses(all),
    hasFollowedCursor: all.some(({ url, requestBody }) => `${url.search}${requestBody}`.includes('cursor')),
  }));
}

/** A judge that has not seen an answer cannot say that it is good: each that is documented has to come. */
export function findGaps(coverage: readonly Coverage[], document: Document): Fault[] {
  return coverage.flatMap(({ operation, byStatus, hasFollowedCursor }) => {
    const unseen = [...operation.answers.keys()].filter((status) => !byStatus.has(Number(status)));
    const gaps = unseen.map((status) => gap(operation, `answer ${status}`));
    const isPaged = [...(operation.answers.get('200')?.schemas.values() ?? [])].some((schema) =>
      JSON.stringify(document.resolve(schema)['properties'])?.includes('"records"'),
    );
    return isPaged && !hasFollowedCursor ? [...gaps, gap(operation, 'request with a cursor')] : gaps;
  });
}

function gap({ name }: Operation, what: string): Fault {
  return { where: `${name}, ${what}`, what: 'never seen', seen: 'no run brings it about' };
}

function countStatuses(exchanges: readonly Exchange[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { status } of exchanges) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}
