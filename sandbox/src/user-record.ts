import type { Company } from './company.ts';
import { random, type Random } from './random.ts';
import { firstNames, jobTitles, lastNames } from './words.ts';

export function userName(company: Company, user: number): { first: string; last: string; full: string } {
  const choose = random(company.settings.seed, 'user name', user);
  const first = choose.pick(firstNames);
  const last = choose.pick(lastNames);
  return { first, last, full: `${first} ${last}` };
}

/** Index from `users` on: avatars of Gong's own staff. */
export function emailAddressOf({ settings }: Company, user: number): string {
  return user >= settings.users ? `support.${user}@gong.example` : `user.${user}@example.com`;
}

/** Id of any user; null in a company without users. */
export function someUser({ settings, userIds }: Company, choose: Random): string | null {
  return settings.users === 0 ? null : userIds.encode(choose.integer(0, settings.users - 1));
}

/** The user with an e-mail address, however its letters are written; avatars cannot be asked for. */
export function userOfEmail({ settings }: Company, email: string): number | undefined {
  const user = Number(/^user\.(\d{1,9})@example\.com$/i.exec(email)?.[1] ?? Number.NaN);
  return user < settings.users ? user : undefined;
}

/** A user as GET /v2/users sends it; indexes from `users` on are avatars of Gong's own staff. */
export function userRecord(company: Company, user: number): Record<string, unknown> {
  const { seed, users, from } = company.settings;
  const choose = random(seed, 'user', user);
  const avatar = user >= users;
  const { first, last } = userName(company, user);
  const emailAddress = emailAddressOf(company, user);
  const meets = choose.chance(0.6);
  return {
    id: company.userIds.encode(user),
    emailAddress,
    // Accounts are older than the calls they made; Gong writes their creation in milliseconds.
    created: company.write(from - choose.integer(1, 40_000_000_000) * 1000),
    active: avatar || choose.chance(0.85),
    emailAliases: choose.chance(0.3) ? [`alias.${user}@example.com`, `a+${user}@example.com`] : [],
    trustedEmailAddress: choose.chance(0.3) ? emailAddress : null,
    firstName: first,
    lastName: last,
    title: choose.chance(0.8) ? choose.pick(jobTitles) : null,
    phoneNumber: choose.chance(0.4) ? `+44 20 7946 0${choose.integer(100, 999)}` : null,
    extension: choose.chance(0.1) ? String(choose.integer(10, 999)).padStart(4, '0') : null,
    personalMeetingUrls: meets ? [`https://zoom.us/j/${choose.integer(1e9, 9e9)}`] : [],
    settings: {
      webConferencesRecorded: choose.chance(0.9),
      preventWebConferenceRecording: choose.chance(0.05),
      telephonyCallsImported: choose.chance(0.5),
      emailsImported: choose.chance(0.9),
      preventEmailImport: choose.chance(0.05),
      nonRecordedMeetingsImported: choose.chance(0.7),
      gongConnectEnabled: choose.chance(0.4),
    },
    managerId:
      user === 0 || avatar ? null : company.userIds.encode(choose.integer(0, Math.min(user, 12) - 1)),
    meetingConsentPageUrl: null,
    spokenLanguages: [{ language: choose.pick(['en-US', 'de-DE', 'ja-JP', 'pt-BR']), primary: true }],
    conferencingProviders: choose.chance(0.95) ? null : [{ provider: 'ZOOM', isDefault: true }],
  };
}
