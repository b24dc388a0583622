import type { Row } from '../../../test-kit/duckdb.ts';
import { crmObjects, type Company, type ExtensiveCall, type Party } from './company.ts';
import { countOf, groupBy, inOrder, round, sum } from './rows.ts';

export function talkRatios({ extensiveCalls }: Company): Row[] {
  const talks = extensiveCalls.flatMap((call) => {
    const inCall = (call.parties ?? []).map((party) => ({ party, seconds: talkSeconds(call, party) }));
    const everybody = sum(inCall.map(({ seconds }) => seconds ?? 0));
    return inCall
      .filter(({ party, seconds }) => party.affiliation === 'Internal' && seconds !== undefined)
      .map(({ party, seconds = 0 }) => ({ id: call.id, party, seconds, everybody }));
  });
  const byUser = groupBy(talks, ({ party }) => String(party.userId));
  return inOrder(
    byUser.map((own) => {
      const share = sum(own.map(({ seconds }) => seconds)) / sum(own.map(({ everybody }) => everybody));
      const talkPercent = round(100 * share, 1);
      const calls = countOf(own.map(({ id }) => id));
      const [first] = own;
      return {
        key: [-talkPercent, first?.party.userId],
        row: { rep: first?.party.name, calls, talkPercent },
      };
    }),
  );
}

function talkSeconds(call: ExtensiveCall, party: Party): number | undefined {
  return call.interaction?.speakers?.find(({ id }) => id === party.id)?.talkTime ?? undefined;
}

export function scorecardAverages({ answeredScorecards, scorecards, users }: Company): Row[] {
  const questions = scorecards.flatMap((scorecard) => scorecard.questions ?? []);
  const given = answeredScorecards.flatMap(({ scorecardName, reviewerUserId, reviewMethod, answers }) => {
    const user = users.find(({ id }) => id === reviewerUserId);
    const reviewer = user === undefined ? reviewMethod : `${user.firstName} ${user.lastName}`;
    return (answers ?? []).flatMap(({ questionId, score }) => {
      const questionText = questions.find((question) => question.questionId === questionId)?.questionText;
      const group = { scorecardName, questionText, reviewer };
      return typeof score === 'number' ? [{ group, score }] : [];
    });
  });
  return inOrder(
    groupBy(given, ({ group }) => JSON.stringify(group)).map((answers) => {
      const group = answers[0]?.group;
      const averageScore = round(sum(answers.map(({ score }) => score)) / answers.length, 2);
      const key = [group?.scorecardName, group?.questionText, group?.reviewer];
      return { key, row: { ...group, answers: answers.length, averageScore } };
    }),
  );
}

export function companiesOfReps(company: Company): Row[] {
  const spoken = crmObjects(company, 'Account', 'Now').flatMap(({ call, valueOf }) =>
    (call.parties ?? [])
      .filter(({ affiliation }) => affiliation === 'Internal')
      .map(({ userId, name }) => ({ userId, name, account: String(valueOf('Name')), call })),
  );
  const groups = groupBy(spoken, ({ userId, account }) => `${userId} ${account}`);
  const rows = groups.map((group) => {
    const [first] = group;
    const calls = countOf(group.map(({ call }) => call.id));
    const lastCall = new Date(Math.max(...group.map(({ call }) => Date.parse(call.startdatetime ?? ''))));
    const row = { rep: first?.name, company: first?.account, calls, lastCall };
    return { key: [-calls, -lastCall.getTime(), first?.userId], row };
  });
  return inOrder(rows).slice(0, 20);
}
