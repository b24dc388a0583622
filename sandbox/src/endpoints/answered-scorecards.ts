import type { Endpoint } from '../endpoint.ts';
import { readChoice, readDateWindow, readIds, readObject } from '../input.ts';

export const answeredScorecards: Endpoint = {
  method: 'POST',
  path: /^\/v2\/stats\/activity\/scorecards$/,
  scope: 'api:stats:scorecards',
  answer: (request, world, page) => {
    const body = readObject(request.body, 'body');
    const filter = readObject(body['filter'], 'filter');
    const { offsetMinutes } = world.company.settings;
    const reviewed = readDateWindow(filter, ['reviewFromDate', 'reviewToDate'], offsetMinutes);
    const called = readDateWindow(filter, ['callFromDate', 'callToDate'], offsetMinutes);
    // Left out, AI-answered scorecards are missing.
    const method =
      readChoice(filter['reviewMethod'], 'filter.reviewMethod', ['AUTOMATIC', 'MANUAL', 'BOTH']) ?? 'MANUAL';
    const people = readIds(filter['reviewedUserIds'], 'filter.reviewedUserIds');
    const cards = readIds(filter['scorecardIds'], 'filter.scorecardIds');
    return page(request, {
      envelopeKey: 'answeredScorecards',
      cursor: body['cursor'],
      inputs: { filter },
      matches: (publication) => {
        const answers = world.answers();
        const fits = (answer: number): boolean => {
          const time = answers.reviewedAt(answer);
          if (time < reviewed.from || time >= reviewed.to) return false;
          const call = answers.callOf(answer);
          const started = world.calls.timeOf('started', call);
          return (
            started >= called.from &&
            started < called.to &&
            world.hasAnswer(answer, publication) &&
            (method === 'BOTH' || answers.isAutomatic(answer) === (method === 'AUTOMATIC')) &&
            (people === undefined || people.includes(answers.reviewedUserOf(answer) ?? '')) &&
            (cards === undefined || cards.includes(answers.scorecardOf(answer).scorecardId))
          );
        };
        return Uint32Array.from({ length: answers.length }, (_, answer) => answer).filter(fits);
      },
      edition: (answer) => world.isAnswerEdited(answer),
      write: (answer) => world.answers().write(answer, world.isAnswerEdited(answer)),
      nothingFound: 'Answered scorecards not found',
    });
  },
};
