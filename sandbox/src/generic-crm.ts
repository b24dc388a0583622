import type { Company } from './company.ts';
import { idSpace, type IdSpace } from './ids.ts';
import { random, type Random } from './random.ts';
import { microsecondsPerSecond } from './time.ts';

export const objectTypes = ['ACCOUNT', 'CONTACT', 'DEAL', 'LEAD'] as const;

export type ObjectType = (typeof objectTypes)[number];

/** A field as GET /v2/crm/entity-schema sends it. */
export type SchemaField = Readonly<Record<string, unknown>>;

const fields = [
  ['name', 'Name', 'STRING'],
  ['accountowner', 'Account Owner', 'REFERENCE'],
  ['industry', 'Industry – „Branche“', 'PICKLIST'],
  ['annualrevenue', 'Annual Revenue', 'CURRENCY'],
  ['website', 'Website', 'URL'],
  ['ispartner', 'Is Partner?', 'BOOLEAN'],
  ['closedate', 'Close Date', 'DATE'],
  ['lastactivity', 'Last Activity', 'DATETIME'],
  ['probability', '確度', 'PERCENT'],
  ['email', 'E-mail', 'EMAILADDRESS'],
  ['phone', 'Phone', 'PHONENUMBER'],
  ['employees', 'Employees', 'NUMBER'],
  ['externalid', 'External Id', 'ID'],
  ['tags', 'Tags', 'STRINGARRAY'],
] as const;

export function integrationIds({ settings }: Company): IdSpace {
  return idSpace(settings.seed, 'integration', 19, settings.crmIntegrations);
}

/** The exact text of an integration: its id is a JSON number, too large to pass through one of JavaScript's. */
export function integrations(company: Company): readonly string[] {
  return Array.from({ length: company.settings.crmIntegrations }, (_, integration) => {
    const details = JSON.stringify({ ownerEmail: `user.${integration}@example.com`, name: 'Eigenes „CRM“' });
    return `{"integrationId":${integrationIds(company).encode(integration)},${details.slice(1)}`;
  });
}

/** The fields of an object type. Of leads none were uploaded. */
export function schemaFields(company: Company, integration: number, objectType: ObjectType): SchemaField[] {
  const { seed, crmFields, crmFieldNames } = company.settings;
  const type = objectTypes.indexOf(objectType);
  if (objectType === 'LEAD') return [];
  return Array.from({ length: crmFields }, (_, place) => {
    const choose = random(seed, `crm field ${integration} ${objectType}`, place);
    // Each type begins with another field, so that the three have some in common.
    const [name, label, kind] = fields[(type * 5 + place) % fields.length] ?? fields[0];
    const again = Math.floor(place / fields.length);
    return {
      [crmFieldNames]: again === 0 ? name : `${name}${again}`,
      label,
      type: kind,
      lastModified: choose.chance(0.5) ? modified(company, choose) : null,
      isDeleted: false,
      referenceTo: kind === 'REFERENCE' ? 'USER' : null,
      orderedValueList: kind === 'PICKLIST' ? ['Software', 'Health "& Care"', 'Øvrige'] : null,
    };
  });
}

/** Without milliseconds and in UTC, as the documentation asks of those who upload. */
function modified({ settings }: Company, choose: Random): string {
  const seconds = Math.floor(settings.from / microsecondsPerSecond) - choose.integer(1, 30_000_000);
  return new Date(seconds * 1000).toISOString().replace('.000', '');
}
