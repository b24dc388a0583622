import type { Company } from './company.ts';
import { random } from './random.ts';
import { parseDateTime } from './time.ts';
import { userRecord } from './user-record.ts';

const settings = [
  'webConferencesRecorded',
  'preventWebConferenceRecording',
  'emailsImported',
  'preventEmailImport',
  'active',
  'nonRecordedMeetingsImported',
  'gongConnectEnabled',
  'callsImported',
  'interviewsRecorded',
  'preventInterviewRecording',
] as const;

/** Changes of a user's settings up to an instant (microseconds), oldest first; several can have the same time. */
export function settingsHistory(company: Company, user: number, end: number): object[] {
  if (user >= company.settings.users) return [];
  const { seed, until } = company.settings;
  const choose = random(seed, 'settings history', user);
  const created = parseDateTime(String(userRecord(company, user)['created'])) ?? 0;
  // None of the few of a fifth of the users, so that some have an empty list.
  const count = choose.chance(0.2) ? 0 : choose.integer(1, 5);
  const times = Array.from({ length: count }, () =>
    floorToMillisecond(created + choose.next() * (until - created)),
  ).toSorted((left, right) => left - right);
  return times
    .filter((at) => at <= end)
    .flatMap((at) => {
      const first = choose.integer(0, settings.length - 1);
      const changed = choose.chance(0.3) ? [first, (first + 3) % settings.length] : [first];
      return changed.map((setting) => ({
        setting: settings[setting],
        value: choose.chance(0.5),
        time: company.write(at),
      }));
    });
}

function floorToMillisecond(microseconds: number): number {
  return Math.floor(microseconds / 1000) * 1000;
}
