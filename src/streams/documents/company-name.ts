import { objectsAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { lineAt } from './line-at.ts';

/** Objects of a CRM that are people outside of the company. */
const PERSON_TYPES = ['Contact', 'Lead'];

/** Fields in which CRMs keep the company of a person. The first that is found counts. */
const FIELDS = [/^account[ ._]?name(?:__c)?$/i, /^company[ ._]?name(?:__c)?$/i, /^company(?:__c)?$/i];

/** Where anybody may have an address. */
const FREE_MAIL =
  /^(?:(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|aol|gmx|mail|yandex|proton|protonmail|fastmail|qq|163|126)\.(?:com|net|org|me|[a-z]{2}|com?\.[a-z]{2})|me\.com|mac\.com|pm\.me|web\.de|t-online\.de|freenet\.de|orange\.fr|free\.fr|wanadoo\.fr|libero\.it|comcast\.net|verizon\.net|att\.net)$/;

const DOMAIN = /^[^@\s]+@([^@\s]+\.[^@\s.]+)$/;

/** Returns the company that a party belongs to, by the CRM or by its address; undefined where neither says. */
export function companyName(party: JsonObject): string | undefined {
  const objects = objectsAt(party, 'context')
    .flatMap((context) => objectsAt(context, 'objects'))
    .filter(({ objectType }) => PERSON_TYPES.some((type) => type === objectType));
  if (objects.length === 0) return domainOf(party);
  return nameIn(atTheTime(objects)) ?? nameIn(objects) ?? domainOf(party);
}

/** What an object was when the call took place. It does not change while the call does not. */
export function atTheTime(objects: readonly JsonObject[]): readonly JsonObject[] {
  return objects.filter(({ timing }) => timing === 'TimeOfCall');
}

function nameIn(objects: readonly JsonObject[]): string | undefined {
  const fields = objects.flatMap((object) => objectsAt(object, 'fields'));
  const named = FIELDS.flatMap((wanted) =>
    fields.filter(({ name }) => typeof name === 'string' && wanted.test(name)),
  );
  return named.map((field) => lineAt(field, 'value')).find((name) => name !== undefined);
}

/** Colleagues have the company's own domain, which says nothing. */
function domainOf(party: JsonObject): string | undefined {
  if (party['affiliation'] === 'Internal') return undefined;
  const domain = DOMAIN.exec(lineAt(party, 'emailAddress') ?? '')?.[1]?.toLowerCase();
  return domain === undefined || FREE_MAIL.test(domain) ? undefined : domain;
}
