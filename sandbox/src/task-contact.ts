import type { Company } from './company.ts';
import { random, type Random } from './random.ts';
import { accounts, firstNames, jobTitles, lastNames } from './words.ts';

/** A person in the CRM with whom a task is to be done. */
export interface Contact {
  readonly crmId: string;
  readonly record: object;
}

export function taskContact(company: Company, task: number, seat: number): Contact {
  const choose = random(company.settings.seed, `task contact ${seat}`, task);
  const isLead = choose.chance(0.4);
  const digits = String(choose.integer(1e6, 9e6));
  const crmId = `${isLead ? '00Q' : '003'}${choose.integer(1e8, 9e8).toString(36).toUpperCase()}${digits}AAC`;
  return {
    crmId,
    record: { crmId, type: isLead ? 'LEAD' : 'CONTACT', data: choose.chance(0.9) ? person(choose) : null },
  };
}

function person(choose: Random): object {
  const firstName = choose.pick(firstNames);
  const sometimes = <Value>(value: Value): Value | null => (choose.chance(0.6) ? value : null);
  return {
    firstName,
    lastName: choose.pick(lastNames),
    crmUrl: sometimes('https://crm.example.com/contact'),
    companyName: sometimes(choose.pick(accounts)),
    affiliation: choose.pick(['Us', 'Them', 'Them', 'Unknown']),
    emails: [0, 1].slice(0, choose.integer(0, 2)).map((index) => ({ email: `contact.${index}@example.org` })),
    title: sometimes(choose.pick(jobTitles)),
    timezone: sometimes('US/Pacific'),
    phoneNumbers: choose.chance(0.6) ? [phoneNumber(choose)] : [],
    city: sometimes('Zürich'),
    country: sometimes('Switzerland'),
    state: sometimes('California'),
    zipcode: sometimes('08001'),
    optOutChannels: (['CALLS', 'EMAILS', 'SMS_MESSAGES'] as const).slice(0, choose.integer(0, 3)),
    linkedinProfile: sometimes('https://www.linkedin.com/in/example'),
  };
}

function phoneNumber(choose: Random): object {
  const last = choose.integer(100, 199);
  return {
    raw: `(415) 555-0${last}`,
    extension: choose.chance(0.2) ? '042' : null,
    countryCode: 1,
    normalized: `+14155550${last}`,
    label: choose.chance(0.5) ? 'mobile' : null,
    isVerified: choose.chance(0.5),
  };
}
