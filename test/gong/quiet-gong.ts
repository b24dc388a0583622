import { TransientError } from '../../src/base/errors.ts';

/** What a Gong has besides its requests, where a test does not care. */
export const quiet = {
  baseUrl: 'https://gong.test',
  requestsPerSecond: 3,
  concurrency: 1,
  requestsLeft: Infinity,
  requestsPerDay: Infinity,
  budgetSpent: () => new TransientError('the day is spent'),
  events: { emit: () => false },
};
