import { HOUR } from '../../src/base/instant.ts';
import type { Sighting } from '../../test-kit/sightings.ts';
import { simulateDays, type Simulation } from '../../test-kit/simulated-days.ts';
import { atMost, count, type Part, type Row } from '../part.ts';

/** What hourly syncs of a busy company cost, and how late they bring what happens to its calls. */
const SIZES = {
  full: { days: 7, callsPerDay: 1_000, historyDays: 30 },
  quick: { days: 2, callsPerDay: 300, historyDays: 9 },
} as const;
const LOOKBACK_DAYS = 7;

/** Of each 1,000 calls a day. */
const MOST_REQUESTS = 350;

export const week: Part = async (size) => {
  const plan = { ...SIZES[size], lookbackDays: LOOKBACK_DAYS };
  const rows: Row[] = [];
  const measured: unknown[] = [];
  for (const countLead of [false, true]) {
    const simulation = await simulateDays({ ...plan, countLead });
    const counts = countLead ? ', totals that run ahead' : '';
    const company = `${plan.days} days of hourly syncs, ${count(plan.callsPerDay)} calls a day${counts}`;
    rows.push(...rowsOf(company, simulation, (MOST_REQUESTS * plan.callsPerDay) / 1_000));
    const { firstRequests, requests, warnings } = simulation;
    measured.push({ ...plan, countLead, firstRequests, requests, warnings: warnings.length });
  }
  return { rows, charts: [], measured };
};

function rowsOf(company: string, { requests, sightings, intervalMs }: Simulation, most: number): Row[] {
  const requestsPerDay = requests.reduce((sum, day) => sum + day, 0) / requests.length;
  const missed = sightings.filter(({ delayMs }) => delayMs === undefined);
  const late = sightings.filter(({ isLate }) => isLate);
  return [
    atMost(`requests a day: ${company}`, most, requestsPerDay, count),
    atMost(`changes never brought, of ${count(sightings.length)}: ${company}`, 0, missed.length, count),
    atMost(`changes brought after their step: ${company}`, 0, late.length, count),
    ...[0, 6, 24].map((hours) => {
      const ofStep = sightings.filter(({ stepMs }) => stepMs === hours * HOUR);
      const what = `longest from a change to its record, ${ageOf(hours)}: ${company}`;
      return atMost(what, hours + intervalMs / HOUR, longestHours(ofStep), inHours);
    }),
  ];
}

const inHours = (hours: number): string => `${hours.toFixed(1)} h`;

function ageOf(stepHours: number): string {
  return stepHours === 0 ? 'up to 3 hours old' : stepHours === 6 ? 'up to 2 days old' : 'up to 7 days old';
}

function longestHours(sightings: readonly Sighting[]): number {
  return sightings.reduce((longest, { delayMs = 0 }) => Math.max(longest, delayMs / HOUR), 0);
}
