import type { Edits } from './call-edits.ts';
import type { Company } from './company.ts';
import { customerOf } from './customers.ts';
import { random, share, type Random } from './random.ts';
import { accounts, awkwardTexts } from './words.ts';

/** How much of the linked CRM objects was asked for. */
export interface ContextDepth {
  readonly level: 'None' | 'Basic' | 'Extended';
  readonly timings: readonly ('Now' | 'TimeOfCall')[];
}

/** Links of a call or party to one external system. */
export interface CrmContext {
  readonly system: string;
  readonly objects: readonly CrmObject[];
}

/** An object of the external system; what was not asked for is absent. */
export interface CrmObject {
  readonly objectType: string;
  readonly objectId: string;
  readonly timing?: string;
  readonly fields?: readonly CrmField[];
}

interface CrmField {
  readonly name: string;
  readonly value: unknown;
}

interface ObjectRequest {
  readonly objectType: string;
  readonly timing: 'Now' | 'TimeOfCall';
  readonly depth: ContextDepth;
  readonly few?: boolean;
  /** Where a person who is linked to it works, as far as the CRM can tell. */
  readonly employer?: string | undefined;
}

const stages = ['Discovery', 'Proposal', 'Négociation', 'Closed Won', 'Closed Lost'] as const;
const industries = ['Software', 'Retail', 'Health & Care', null] as const;

/** The context block of a call: an account and often an opportunity, once for every timing. */
export function contextBlock(
  company: Company,
  call: number,
  depth: ContextDepth,
  edits?: Edits,
): CrmContext[] | undefined {
  if (depth.level === 'None') return undefined;
  const linked = firstContext(company, call, depth);
  const count = edits?.get('crm') ?? 0;
  if (count === 0) return linked;
  // Each time the call was linked to one more account.
  const objects = Array.from(
    { length: count },
    (_, place) => call + (place + 1) * company.settings.calls,
  ).flatMap((index) =>
    depth.timings.map((timing) => crmObject(company, index, { objectType: 'Account', timing, depth })),
  );
  return [...linked, { system: 'Salesforce', objects }];
}

function firstContext(company: Company, call: number, depth: ContextDepth): CrmContext[] {
  const choose = random(company.settings.seed, 'context', call);
  if (choose.chance(0.25)) return [];
  const system = choose.pick(['Salesforce', 'Salesforce', 'HubSpot', 'MicrosoftDynamic', 'Generic']);
  const types = choose.chance(0.6) ? ['Account', 'Opportunity'] : ['Account'];
  const objects = depth.timings.flatMap((timing) =>
    types.map((objectType) => crmObject(company, call, { objectType, timing, depth })),
  );
  return [{ system, objects }];
}

export function crmObjectId(company: Company, objectType: string, index: number): string {
  const identity = random(company.settings.seed, `crm ${objectType}`, index);
  return `00${identity.integer(1e8, 9e8).toString(36).toUpperCase()}${identity.integer(1e6, 9e6)}AAC`;
}

export function crmObject(company: Company, index: number, request: ObjectRequest): CrmObject {
  const { objectType, timing, depth, employer, few = false } = request;
  const objectId = crmObjectId(company, objectType, index);
  // Basic means links only: no field values, and no timing to tell apart.
  if (depth.level === 'Basic') return { objectType, objectId };
  const choose = random(company.settings.seed, `crm ${objectType} ${timing}`, index);
  const fields = few
    ? [...partyFields(choose), ...employerFields(company, index, objectType, employer)]
    : objectType === 'Opportunity'
      ? dealFields(choose, dealName(company, index))
      : accountFields(choose, customerOf(company, index).name);
  return { objectType, objectId, timing, fields };
}

function partyFields(choose: Random): CrmField[] {
  return [
    { name: 'Title', value: choose.chance(0.7) ? 'Head of IT' : null },
    { name: 'DoNotCall', value: choose.chance(0.2) },
  ];
}

/** Contacts name their account in one of two ways, leads their company; a tenth of them leave it empty. */
function employerFields(
  company: Company,
  party: number,
  objectType: string,
  employer: string | undefined,
): CrmField[] {
  if (employer === undefined || objectType === 'User') return [];
  const choice = share(company.settings.seed, 'employer', party);
  const name = objectType === 'Lead' ? 'Company' : choice < 0.6 ? 'AccountName' : 'Account.Name';
  return [{ name, value: choice >= 0.55 && choice < 0.65 ? null : employer }];
}

/** What it was called when the call took place, and later: deals are seldom renamed. */
function dealName(company: Company, call: number): string {
  const choose = random(company.settings.seed, 'deal name', call);
  return choose.chance(0.2) ? choose.pick(awkwardTexts) : `${customerOf(company, call).name} – renewal`;
}

function accountFields(choose: Random, customer: string): CrmField[] {
  // An account has another name by now where it was taken over.
  const isRenamed = choose.chance(0.05);
  return [
    { name: 'Name', value: isRenamed ? choose.pick(accounts) : customer },
    { name: 'Website', value: choose.chance(0.8) ? 'https://example.com/?a=1&b=ü' : '' },
    { name: 'Industry', value: choose.pick(industries) },
    { name: 'NumberOfEmployees', value: choose.integer(1, 90_000) },
    { name: 'IsPartner__c', value: choose.chance(0.3) },
    {
      name: 'BillingAddress',
      value: { city: 'Zürich', geo: { latitude: 47.3769, longitude: 8.5417 }, lines: [] },
    },
  ];
}

function dealFields(choose: Random, name: string): CrmField[] {
  return [
    { name: 'Name', value: name },
    { name: 'StageName', value: choose.pick(stages) },
    { name: 'Amount', value: choose.integer(100, 99_999_999) / 100 },
    { name: 'Probability', value: choose.chance(0.1) ? null : choose.integer(0, 100) },
    { name: 'CloseDate', value: `2026-${String(choose.integer(1, 12)).padStart(2, '0')}-15` },
    { name: 'Competitors__c', value: ['Initech', 'Hooli', 1, true, null] },
    { name: 'Forecast__c', value: { commit: false, upside: 0.25, notes: null } },
  ];
}
