import type { Fault } from '../../sandbox/src/index.ts';
import { below } from '../../test/sync/random.ts';

const PATHS = [
  '/v2/calls',
  '/v2/calls/extensive',
  '/v2/calls/transcript',
  '/v2/users',
  '/v2/stats/activity/scorecards',
];

/** Something that makes a list seem shorter than it is, or breaks it off. */
export function faultOf(random: () => number): Fault {
  const where = { at: 1 + below(4, random), path: PATHS[below(PATHS.length, random)] ?? '' };
  const empty = { totalRecords: 0, currentPageSize: 0, currentPageNumber: 0 };
  const faults: readonly Fault[] = [
    { ...where, cursor: 'drop' },
    { ...where, status: 503, times: 1 + below(5, random) },
    { ...where, truncate: true },
    { ...where, totals: 'half' },
    { ...where, totals: 'double', times: 3 },
    { ...where, malformed: true },
    { ...where, wrongShape: true },
    { ...where, status: 404, errors: ['No calls found corresponding to the provided filters'] },
    {
      ...where,
      answer: {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          requestId: 'empty',
          records: empty,
          calls: [],
          users: [],
          callTranscripts: [],
        }),
      },
    },
  ];
  return faults[below(faults.length, random)] ?? where;
}
