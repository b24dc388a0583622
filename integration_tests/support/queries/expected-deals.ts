import type { Row } from '../../../test-kit/duckdb.ts';
import { objectsOf, type CompanyRows } from './company-rows.ts';
import { countOf, groupBy, inOrder, sum } from './rows.ts';

export function pointsByAccount(company: CompanyRows): Row[] {
  const said = [
    ...company
      .rows('callHighlights')
      .filter(({ title }) => title === 'Next steps')
      .map((step) => ({ ...step, kind: 'next step' })),
    ...company.rows('callKeyPoints').map((point) => ({ ...point, kind: 'key point' })),
  ];
  const found = objectsOf(company, 'Account', 'TimeOfCall').flatMap(({ callId, valueOf }) =>
    said
      .filter((one) => one.callId === callId)
      .map(({ started: time, kind, text, position }) => {
        const started = new Date(time ?? '');
        const row = { account: valueOf('Name'), started, kind, text };
        return { key: [-started.getTime(), callId, kind, position], row };
      }),
  );
  return inOrder(found).slice(0, 20);
}

export function competitorsByStage(company: CompanyRows): Row[] {
  const found = new Map(
    company
      .rows('callTrackers')
      .filter(({ name, count }) => name === 'Competitors' && (count ?? 0) > 0)
      .map(({ callId, count }) => [callId, count ?? 0]),
  );
  const deals = objectsOf(company, 'Opportunity', 'TimeOfCall');
  return inOrder(
    groupBy(deals, ({ valueOf }) => valueOf('StageName')).map((atStage) => {
      const stage = atStage[0]?.valueOf('StageName');
      const calls = [...new Set(atStage.map(({ callId }) => callId))];
      const mentioned = calls.filter((callId) => found.has(callId));
      const mentions = sum(mentioned.map((callId) => found.get(callId) ?? 0));
      const row = { stage, calls: calls.length, callsWithCompetitors: mentioned.length, mentions };
      return { key: [-mentions, stage], row };
    }),
  );
}

export function dealsWithoutCustomers(company: CompanyRows): Row[] {
  const people = groupBy(company.rows('callParticipants'), ({ callId }) => String(callId));
  const listed = new Map(people.map((inCall) => [inCall[0]?.callId, inCall]));
  const deals = objectsOf(company, 'Opportunity', 'Now').filter(({ callId }) => listed.has(callId));
  const isHeard = (callId: string | null | undefined): boolean =>
    (listed.get(callId) ?? []).some(
      ({ affiliation, speakerId }) => affiliation === 'External' && typeof speakerId === 'string',
    );
  const silent = groupBy(deals, ({ objectId }) => String(objectId)).filter(
    (own) => !own.some(({ callId }) => isHeard(callId)),
  );
  return inOrder(
    silent.map((own) => {
      const [first] = own;
      const lastCall = new Date(Math.max(...own.map(({ started }) => Date.parse(started ?? ''))));
      const calls = countOf(own.map(({ callId }) => callId));
      const row = { objectId: first?.objectId, deal: first?.valueOf('Name'), calls, lastCall };
      return { key: [-lastCall.getTime(), first?.objectId], row };
    }),
  );
}
