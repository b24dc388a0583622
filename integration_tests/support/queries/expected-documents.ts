import { expect } from 'vitest';
import type { Row } from '../../../test-kit/duckdb.ts';
import type { Sandbox } from '../../../sandbox/src/index.ts';
import { expectedRows } from '../../../test-kit/collections.ts';
import { objectsOf, type CompanyRows } from './company-rows.ts';
import { inOrder } from './rows.ts';

/** The text is judged elsewhere; here it has to be the one of the call. */
export function lostDeals(sandbox: Sandbox, company: CompanyRows): Row[] {
  const lost = objectsOf(company, 'Opportunity', 'Now').filter(
    ({ valueOf }) => valueOf('StageName') === 'Closed Lost',
  );
  const documents = expectedRows(sandbox, { name: 'callDocuments', key: ['callId'] }, []);
  const found = lost.flatMap(({ callId, objectId }) => {
    const { started: time, title, hasTranscript } = documents.get(String(callId)) ?? {};
    if (hasTranscript !== true) return [];
    const started = new Date(String(time));
    const markdown: unknown = expect.stringContaining(String(callId));
    return [{ key: [objectId, started.getTime()], row: { objectId, started, title, markdown } }];
  });
  return inOrder(found);
}
