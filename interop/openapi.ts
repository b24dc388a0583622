import { coverageOf, findGaps } from './openapi/coverage.ts';
import { readDocument } from './openapi/document.ts';
import { exceptions } from './openapi/exceptions.ts';
import type { Fault } from './openapi/fault.ts';
import { createFindDefects } from './openapi/find-defects.ts';
import { judgeExchange } from './openapi/judge-exchange.ts';
import { settle } from './openapi/ledger.ts';
import { record } from './openapi/record.ts';
import type { Exchange } from './openapi/recording-proxy.ts';
import { report } from './openapi/report.ts';
import { runs } from './openapi/runs.ts';

/**
 * Gong's own OpenAPI document as a judge: every request that the connector makes and every answer that the sandbox
 * gives has to follow it, but for the exceptions that are named. GONG_OPENAPI says where the document lies.
 */
const print = (line: string): boolean => process.stdout.write(`openapi: ${line}\n`);

const document = readDocument(process.env['GONG_OPENAPI']);
if (document === undefined) {
  print('LEFT OUT: Gong’s OpenAPI document is not here. Name it in GONG_OPENAPI to have it judge.');
} else {
  const findDefects = createFindDefects(document);
  const exchanges: Exchange[] = [];
  const faults: Fault[] = [];
  let requests = 0;
  for (const run of runs) {
    const recorded = await record(run);
    exchanges.push(...recorded);
    if (run.isConnector) requests += recorded.length;
    faults.push(...recorded.flatMap((exchange) => judgeExchange(exchange, run, document, findDefects)));
  }
  const coverage = coverageOf(exchanges, document);
  const verdict = settle([...faults, ...findGaps(coverage, document)], exceptions);
  for (const line of report(verdict, coverage)) print(line);
  const isGood = verdict.faults.length === 0 && verdict.excused.every(({ count }) => count > 0);
  print(
    `${requests} requests and ${exchanges.length} answers against ${document.version}: ${isGood ? 'passed' : 'FAILED'}`,
  );
  process.exitCode = isGood ? 0 : 1;
}
