import type { Document } from './document.ts';
import type { Defect, Fault } from './fault.ts';
import type { FindDefects } from './find-defects.ts';
import { judgeAnswer } from './judge-answer.ts';
import { judgeRequest } from './judge-request.ts';
import type { Exchange } from './recording-proxy.ts';
import type { Run } from './run.ts';

/** Holds a request, if a client under test made it, and its answer against the document. */
export function judgeExchange(
  exchange: Exchange,
  { name: run, isClient }: Run,
  document: Document,
  findDefects: FindDefects,
): Fault[] {
  const { method, url, status } = exchange;
  const operation = document.find(method, url.pathname);
  if (operation === undefined) {
    return [{ where: `${method} ${url.pathname}`, what: 'undeclared', seen: `in "${run}"` }];
  }
  const toFault =
    (side: string) =>
    ({ at, what, seen }: Defect): Fault => ({
      where: `${operation.name}, ${side}: ${at}`,
      what,
      seen: `in "${run}" ${seen}`,
    });
  return [
    ...(isClient ? judgeRequest(exchange, operation, findDefects).map(toFault('request')) : []),
    ...judgeAnswer(exchange, operation, findDefects).map(toFault(`answer ${status}`)),
  ];
}
