import { expect, test } from 'vitest';
import { periodsOf, startOfPeriod } from '../src/periods.ts';
import { zoneName } from '../src/zone-name.ts';

const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const textOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

test.each([
  ['DAY', '2026-05-14', '2026-05-14'],
  ['WEEK', '2026-05-17', '2026-05-11'],
  ['WEEK', '2026-05-18', '2026-05-18'],
  ['WEEK', '1969-12-30', '1969-12-29'],
  ['MONTH', '2024-02-29', '2024-02-01'],
  ['QUARTER', '2026-05-14', '2026-04-01'],
  ['YEAR', '2026-12-31', '2026-01-01'],
] as const)('a %s that holds %s begins on %s', (name, day, start) => {
  expect(textOf(startOfPeriod(name, dayOf(day)))).toBe(start);
});

test('periods follow each other without a gap, the first and last cut to the days', () => {
  const periods = periodsOf('QUARTER', { from: dayOf('2025-12-24'), to: dayOf('2026-07-02') });
  expect(periods.map(({ from, to }) => [textOf(from), textOf(to)])).toEqual([
    ['2025-12-24', '2026-01-01'],
    ['2026-01-01', '2026-04-01'],
    ['2026-04-01', '2026-07-01'],
    ['2026-07-01', '2026-07-02'],
  ]);
});

test.each([
  ['-07:00', -420],
  ['+05:30', 330],
  ['+14:00', 840],
  ['Z', 0],
  ['+09:30', 570],
  ['-09:30', -570],
])('the zone of a company at %s has that offset', (offset, minutes) => {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: zoneName(offset, minutes),
    timeZoneName: 'longOffset',
  })
    .formatToParts(new Date('2026-06-01T00:00:00Z'))
    .find(({ type }) => type === 'timeZoneName')?.value;
  expect(shown).toBe(`GMT${minutes === 0 ? '+00:00' : offset}`);
});
