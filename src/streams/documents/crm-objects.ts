import { objectsAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { atTheTime } from './company-name.ts';
import { lineAt } from './line-at.ts';
import type { YamlFields } from './yaml.ts';

/** What tells one object from all others. */
type Link = Readonly<Record<'system' | 'type' | 'id', string | undefined>>;

/** The field with the name of an object, as Salesforce and HubSpot call it. */
const NAME = /^(?:deal)?name$/i;

/**
 * Returns what a call or a party is linked to, each object once, although Gong lists it as it was and as it is. The name is
 * that of the time of the call where there is one: today's may change while the call does not.
 */
export function crmObjects(owner: JsonObject): readonly YamlFields[] {
  const found = new Map<string, { readonly link: Link; readonly versions: JsonObject[] }>();
  for (const context of objectsAt(owner, 'context')) {
    for (const object of objectsAt(context, 'objects')) {
      const link = linkOf(context, object);
      if (link.id === undefined) continue;
      const key = `${link.system}\n${link.type}\n${link.id}`;
      const linked = found.get(key);
      if (linked === undefined) found.set(key, { link, versions: [object] });
      else linked.versions.push(object);
    }
  }
  return [...found.values()].map(({ link, versions }) => ({ ...link, name: nameOf(versions) }));
}

function linkOf(context: JsonObject, object: JsonObject): Link {
  return {
    system: lineAt(context, 'system'),
    type: lineAt(object, 'objectType'),
    id: lineAt(object, 'objectId'),
  };
}

function nameOf(versions: readonly JsonObject[]): string | undefined {
  return nameIn(atTheTime(versions)) ?? nameIn(versions);
}

function nameIn(versions: readonly JsonObject[]): string | undefined {
  return versions
    .flatMap((object) => objectsAt(object, 'fields'))
    .filter(({ name }) => typeof name === 'string' && NAME.test(name))
    .map((field) => lineAt(field, 'value'))
    .find((name) => name !== undefined);
}
