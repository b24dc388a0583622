import { expect, test } from 'vitest';
import { HOUR } from '../src/base/instant.ts';
import { simulateDays } from '../test-kit/simulated-days.ts';

/** Two days of hourly syncs: enough for a call of any age within the look-back to be due again. */
const plan = { days: 2, callsPerDay: 200, historyDays: 9, lookbackDays: 7 } as const;

/** Read whole at each sync, the look-back would take 14 pages of calls and 14 of transcripts, 672 requests a day. */
const MOST_REQUESTS = 130;

test.each([
  ['only the calls that it lists', false],
  ['calls that it does not list yet as well', true],
])(
  'where Gong counts %s, each change is brought within the step of its age, with few requests',
  async (_name, countLead) => {
    const { sightings, requests } = await simulateDays({ ...plan, countLead });
    for (const stepMs of [0, 6 * HOUR, 24 * HOUR]) {
      const ofStep = sightings.filter((sighting) => sighting.stepMs === stepMs);
      expect(ofStep.length).toBeGreaterThan(10);
    }
    expect(sightings.filter(({ isLate }) => isLate)).toEqual([]);
    expect(Math.max(...requests)).toBeLessThanOrEqual(MOST_REQUESTS);
  },
  120_000,
);
