import { coverageOf, findGaps } from './coverage.ts';
import type { Document } from './document.ts';
import { exceptions } from './exceptions.ts';
import type { Fault } from './fault.ts';
import { createFindDefects } from './find-defects.ts';
import { judgeExchange } from './judge-exchange.ts';
import { settle } from './ledger.ts';
import { record } from './record.ts';
import type { Exchange } from './recording-proxy.ts';
import { report } from './report.ts';
import type { Run } from './run.ts';

/** What Gong's document says of the exchanges of some runs. */
export interface Judgement {
  /** No fault that is not excused, and no excuse without a fault. */
  readonly isGood: boolean;
  /** Every fault and excuse, a line each, and the sum at the end. */
  readonly lines: readonly string[];
}

/**
 * Gong's own OpenAPI document as a judge: every request of a client under test and every answer of the sandbox has to
 * follow it, but for the exceptions that are named.
 */
export async function judge(runs: readonly Run[], document: Document): Promise<Judgement> {
  const findDefects = createFindDefects(document);
  const exchanges: Exchange[] = [];
  const faults: Fault[] = [];
  let requests = 0;
  for (const run of runs) {
    const recorded = await record(run);
    exchanges.push(...recorded);
    if (run.isClient) requests += recorded.length;
    faults.push(...recorded.flatMap((exchange) => judgeExchange(exchange, run, document, findDefects)));
  }
  const coverage = coverageOf(exchanges, document);
  const verdict = settle([...faults, ...findGaps(coverage, document)], exceptions);
  const isGood = verdict.faults.length === 0 && verdict.excused.every(({ count }) => count > 0);
  const sum = `${requests} requests and ${exchanges.length} answers against ${document.version}: ${isGood ? 'passed' : 'FAILED'}`;
  return { isGood, lines: [...report(verdict, coverage), sum] };
}
