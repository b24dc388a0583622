import type { Row } from '../../../test-kit/duckdb.ts';
import type { CompanyRows } from './company-rows.ts';
import { groupBy, inOrder, sum } from './rows.ts';

export function questionsOfHosts({ rows, calls, users }: CompanyRows): Row[] {
  const hosts = new Map(calls.map(({ id, primaryUserId }) => [id, primaryUserId]));
  const hosted = rows('callInteractionStats').flatMap((stats) => {
    const host = users.find(({ id }) => id === hosts.get(stats.callId));
    return host === undefined ? [] : [{ ...stats, host }];
  });
  return inOrder(
    groupBy(hosted, ({ host }) => String(host.id)).map((own) => {
      const host = own[0]?.host;
      const ownQuestions = average(own.map(({ questionsCompanyCount }) => questionsCompanyCount));
      const row = {
        ...nameOf(host),
        calls: own.length,
        ownQuestions,
        theirQuestions: average(own.map(({ questionsNonCompanyCount }) => questionsNonCompanyCount)),
        monologueSeconds: average(own.map(({ longestMonologue }) => longestMonologue)),
      };
      return { key: [ownQuestions, host?.id], row };
    }),
  );
}

export function commentsWithoutReply({ rows, users }: CompanyRows): Row[] {
  const comments = rows('callComments');
  const taken = new Set(comments.map(({ inReplyTo }) => inReplyTo));
  const alone = comments.filter(({ id, inReplyTo }) => inReplyTo === null && !taken.has(id));
  const ordered = alone.map(({ id, posted: time, commenterUserId, callId, audioStartTime, comment }) => {
    const posted = new Date(time ?? '');
    const author = users.find((user) => user.id === commenterUserId);
    const row = { posted, ...nameOf(author), callId, atSecond: audioStartTime, comment };
    return { key: [-posted.getTime(), id], row };
  });
  return inOrder(ordered).slice(0, 20);
}

export function lowestAnswers({ rows, users }: CompanyRows): Row[] {
  const given = rows('scorecardAnswers').filter(({ score }) => typeof score === 'number');
  const lowest = groupBy(given, ({ reviewedUserId }) => String(reviewedUserId)).map((own) => {
    const averages = groupBy(own, ({ scorecardName, questionId }) => `${scorecardName} ${questionId}`).map(
      (answers) => {
        const { scorecardName, questionId } = answers[0] ?? {};
        const exact = sum(answers.map(({ score }) => score ?? 0)) / answers.length;
        const averageScore = Math.round(10 * exact) / 10;
        const row = { scorecardName, questionId, answers: answers.length, averageScore };
        return { key: [averageScore, questionId], row };
      },
    );
    return { rep: users.find(({ id }) => id === own[0]?.reviewedUserId), row: inOrder(averages)[0] };
  });
  const known = lowest.filter(({ rep }) => rep !== undefined);
  return inOrder(
    known.map(({ rep, row }) => ({
      key: [Number(row?.['averageScore']), rep?.id],
      row: { ...nameOf(rep), ...row },
    })),
  );
}

function nameOf(user: CompanyRows['users'][number] | undefined): Row {
  return { firstName: user?.firstName ?? null, lastName: user?.lastName ?? null };
}

/** Of those that are known. */
function average(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === 'number');
  return known.length === 0 ? null : Math.round(sum(known) / known.length);
}
