import { editMark, type Edits } from './call-edits.ts';
import type { Company } from './company.ts';
import { crmObject, crmObjectId, type ContextDepth, type CrmContext } from './crm-context.ts';
import { customerOf } from './customers.ts';
import { random, share, type Random } from './random.ts';
import { userName } from './user-record.ts';
import { firstNames, jobTitles, lastNames } from './words.ts';

/** Somebody who was invited to a call or took part in it. */
export interface Participant {
  readonly id: string;
  readonly speakerId: string | null;
  readonly userId: string | null;
  readonly fields: Record<string, unknown>;
}

/** A party as it stands in an extensive call. */
export interface Party extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly context?: readonly CrmContext[];
}

/**
 * The host first (if the company has users), then colleagues and guests: two to five in all. An internal call has no
 * guests.
 */
export function participants(company: Company, call: number, edits?: Edits): Participant[] {
  const { seed, users } = company.settings;
  const choose = random(seed, 'parties', call);
  const count = countSeats(choose);
  const isInternal = company.isInternal(call);
  const people = Array.from({ length: count }, (_, seat) => {
    const host = seat === 0 ? company.hostOf(call) : undefined;
    const colleague = seat > 1 && users > 0 && choose.chance(0.3) ? choose.integer(0, users - 1) : undefined;
    const user = isInternal ? ((company.hostOf(call) ?? 0) + seat) % users : (host ?? colleague);
    const guest = `${choose.pick(firstNames)} ${choose.pick(lastNames)}`;
    const name = user === undefined ? guest : userName(company, user).full;
    const speaks = seat < 2 || choose.chance(0.6);
    const internal = user !== undefined;
    const id = company.partyIds.encode(call * 8 + seat);
    const speakerId = speaks ? company.speakerIds.encode(call * 8 + seat) : null;
    const userId = user === undefined ? null : company.userIds.encode(user);
    const fields = {
      id,
      emailAddress: choose.chance(0.9)
        ? `${internal ? 'rep' : 'guest'}${choose.integer(1, 9999)}@${internal ? 'example.com' : domainOf(company, call, seat)}`
        : null,
      name: internal || choose.chance(0.85) ? name : null,
      title: choose.chance(0.5) ? choose.pick(jobTitles) : null,
      userId,
      speakerId,
      affiliation: internal ? 'Internal' : choose.pick(['External', 'External', 'External', 'Unknown']),
      phoneNumber: choose.chance(0.2) ? `+1 415-555-0${choose.integer(100, 199)}` : null,
      methods: speaks ? (seat === 0 ? ['Invitee', 'Attendee'] : ['Attendee']) : ['Invitee'],
    };
    return { id, speakerId, userId, fields };
  });
  return edits?.has('parties') === true ? editLast(people, edits) : people;
}

/** The last of them gets another title; who has said nothing is taken off the call by one edit, and put back by the next. */
function editLast(people: readonly Participant[], edits: Edits): Participant[] {
  const others = people.slice(0, -1);
  const last = people.at(-1);
  const isOff = last?.speakerId === null && (edits.get('parties') ?? 0) % 2 === 1;
  if (last === undefined || isOff) return others;
  return [
    ...others,
    { ...last, fields: { ...last.fields, title: `Head of IT${editMark(edits, 'parties')}` } },
  ];
}

/** Of a guest: mostly that of the customer; some write from an address that says nothing of where they work. */
function domainOf(company: Company, call: number, seat: number): string {
  const isPrivate = share(company.settings.seed, 'private address', call * 8 + seat) < 0.15;
  return isPrivate ? 'mail.example' : customerOf(company, call).domain;
}

function countSeats(choose: Random): number {
  return choose.integer(2, 5);
}

/** How many people a call has, without making them. */
export function seatsOf(company: Company, call: number): number {
  return countSeats(random(company.settings.seed, 'parties', call));
}

/** The parties block; undefined for imported calls, whose answers have no such key. */
export function partiesBlock(
  company: Company,
  call: number,
  depth: ContextDepth,
  edits?: Edits,
): Party[] | undefined {
  if (company.isImported(call)) return undefined;
  return participants(company, call, edits).map(({ id, userId, fields }, seat) => {
    const employer = userId === null ? customerOf(company, call).name : undefined;
    const context = partyContext(company, call * 8 + seat, depth, employer);
    return { ...fields, id, ...(depth.level === 'None' ? {} : { context }) };
  });
}

/** What a party is in the CRM; undefined for half of them. */
function partyObjectType(company: Company, party: number): string | undefined {
  const choose = random(company.settings.seed, 'party context', party);
  return choose.chance(0.5) ? undefined : choose.pick(['Contact', 'Lead', 'User']);
}

/** The object that a party is linked to, without its fields. */
export function partyCrmId(
  company: Company,
  party: number,
): { readonly objectType: string; readonly objectId: string } | undefined {
  const objectType = partyObjectType(company, party);
  if (objectType === undefined) return undefined;
  return { objectType, objectId: crmObjectId(company, objectType, party) };
}

function partyContext(
  company: Company,
  party: number,
  depth: ContextDepth,
  employer: string | undefined,
): CrmContext[] {
  const objectType = partyObjectType(company, party);
  if (objectType === undefined) return [];
  const objects = depth.timings.map((timing) =>
    crmObject(company, party, { objectType, timing, depth, employer, few: true }),
  );
  return [{ system: 'Salesforce', objects }];
}
