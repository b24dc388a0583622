import type { Row } from '../../../test-kit/duckdb.ts';
import { crmObjects, titleOf, type Company } from './company.ts';
import { countOf, groupBy, inOrder, round, sum } from './rows.ts';

export function callsWithoutNextSteps({ extensiveCalls }: Company): Row[] {
  const found = extensiveCalls.filter(
    ({ metaData, content }) =>
      metaData?.scope === 'External' &&
      !(content?.highlights ?? []).some(({ title }) => title === 'Next steps'),
  );
  return inOrder(
    found.map((call) => {
      const started = new Date(call.startdatetime ?? '');
      return { key: [-started.getTime(), call.id], row: { id: call.id, title: titleOf(call), started } };
    }),
  );
}

export function trackersByMonth({ extensiveCalls }: Company): Row[] {
  const found = extensiveCalls.flatMap(({ startdatetime, content }) =>
    (content?.trackers ?? []).map(({ name, count }) => ({
      month: new Date(startdatetime ?? '').toISOString().slice(0, 7),
      tracker: name,
      count: count ?? 0,
    })),
  );
  const groups = groupBy(found, ({ month, tracker }) => `${month} ${tracker}`);
  return inOrder(
    groups.map((group) => {
      const [first] = group;
      const calls = group.filter(({ count }) => count > 0).length;
      const mentions = sum(group.map(({ count }) => count));
      const row = { month: first?.month, tracker: first?.tracker, calls, mentions };
      return { key: [first?.month, first?.tracker], row };
    }),
  );
}

export function callsByStage(company: Company): Row[] {
  const found = crmObjects(company, 'Opportunity', 'TimeOfCall');
  const groups = groupBy(found, ({ valueOf }) => String(valueOf('StageName')));
  return inOrder(
    groups.map((group) => {
      const stage = String(group[0]?.valueOf('StageName'));
      const opportunities = countOf(group.map(({ objectId }) => objectId));
      const calls = countOf(group.map(({ call }) => call.id));
      return { key: [-calls, stage], row: { stage, opportunities, calls } };
    }),
  );
}

export function callsWithoutTranscript({ calls, callTranscripts }: Company): Row[] {
  const transcribed = new Set(callTranscripts.map(({ callId }) => callId));
  return inOrder(
    calls
      .filter(({ id }) => !transcribed.has(id))
      .map(({ id, title = null, started: text, duration }) => {
        const started = new Date(text ?? '');
        return { key: [-started.getTime(), id], row: { id, title, started, seconds: duration } };
      }),
  );
}

export function callsByWeek({ calls }: Company): Row[] {
  const weeks = groupBy(calls, (call) => weekOf(call).toISOString());
  const ordered = weeks
    .map((inWeek) => ({ week: inWeek.map(weekOf)[0], inWeek }))
    .toSorted((left, right) => Number(left.week) - Number(right.week));
  return ordered.map(({ week, inWeek }, index) => ({
    week,
    calls: inWeek.length,
    hours: round(sum(inWeek.map(({ duration }) => duration ?? 0)) / 3600, 1),
    change: index === 0 ? null : inWeek.length - (ordered[index - 1]?.inWeek.length ?? 0),
  }));
}

/** Midnight of the Monday of the week in which the call began, UTC. */
function weekOf({ started }: Company['calls'][number]): Date {
  const time = new Date(started ?? '');
  const days = Math.floor(time.getTime() / 86_400_000);
  return new Date((days - ((time.getUTCDay() + 6) % 7)) * 86_400_000);
}
