import type { Company } from './company.ts';
import { random, type Random } from './random.ts';
import { accounts, awkwardTexts } from './words.ts';

/** How much of the linked CRM objects was asked for. */
export interface ContextDepth {
  readonly level: 'None' | 'Basic' | 'Extended';
  readonly timings: readonly ('Now' | 'TimeOfCall')[];
}

/** Links of a call or party to one external system. */
export interface CrmContext {
  readonly system: string;
  readonly objects: readonly Record<string, unknown>[];
}

interface ObjectRequest {
  readonly objectType: string;
  readonly timing: 'Now' | 'TimeOfCall';
  readonly depth: ContextDepth;
  readonly few?: boolean;
}

const stages = ['Discovery', 'Proposal', 'Négociation', 'Closed Won', 'Closed Lost'] as const;
const industries = ['Software', 'Retail', 'Health & Care', null] as const;

/** The context block of a call: an account and often an opportunity, once for every timing. */
export function contextBlock(company: Company, call: number, depth: ContextDepth): CrmContext[] | undefined {
  if (depth.level === 'None') return undefined;
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

export function crmObject(company: Company, index: number, request: ObjectRequest): Record<string, unknown> {
  const { objectType, timing, depth, few = false } = request;
  const objectId = crmObjectId(company, objectType, index);
  // Basic means links only: no field values, and no timing to tell apart.
  if (depth.level === 'Basic') return { objectType, objectId };
  const choose = random(company.settings.seed, `crm ${objectType} ${timing}`, index);
  const fields = few
    ? partyFields(choose)
    : objectType === 'Opportunity'
      ? dealFields(choose)
      : accountFields(choose);
  return { objectType, objectId, timing, fields };
}

function partyFields(choose: Random): object[] {
  return [
    { name: 'Title', value: choose.chance(0.7) ? 'Head of IT' : null },
    { name: 'DoNotCall', value: choose.chance(0.2) },
  ];
}

function accountFields(choose: Random): object[] {
  return [
    { name: 'Name', value: choose.pick(accounts) },
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

function dealFields(choose: Random): object[] {
  return [
    {
      name: 'Name',
      value: choose.chance(0.2) ? choose.pick(awkwardTexts) : `${choose.pick(accounts)} – renewal`,
    },
    { name: 'StageName', value: choose.pick(stages) },
    { name: 'Amount', value: choose.integer(100, 99_999_999) / 100 },
    { name: 'Probability', value: choose.chance(0.1) ? null : choose.integer(0, 100) },
    { name: 'CloseDate', value: `2026-${String(choose.integer(1, 12)).padStart(2, '0')}-15` },
    { name: 'Competitors__c', value: ['Initech', 'Hooli', 1, true, null] },
    { name: 'Forecast__c', value: { commit: false, upside: 0.25, notes: null } },
  ];
}
