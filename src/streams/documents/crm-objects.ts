import { objectsAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { atTheTime } from './company-name.ts';
import { lineAt } from './line-at.ts';
import type { YamlFields } from './yaml.ts';

/** The field with the name of an object, as Salesforce and HubSpot call it. */
const NAME = /^(?:deal)?name$/i;

/**
 * Returns what a call or a party is linked to, each object once, although Gong lists it as it was and as it is. The name is
 * that of the time of the call where there is one: today's may change while the call does not.
 */
export function crmObjects(owner: JsonObject): readonly YamlFields[] {
  const versions = new Map<string, JsonObject[]>();
  const links = new Map<string, YamlFields>();
  for (const context of objectsAt(owner, 'context')) {
    for (const object of objectsAt(context, 'objects')) {
      const link = linkOf(context, object);
      const key = JSON.stringify(link);
      if (link['id'] === undefined) continue;
      links.set(key, link);
      versions.set(key, [...(versions.get(key) ?? []), object]);
    }
  }
  return [...links].map(([key, link]) => ({ ...link, name: nameOf(versions.get(key) ?? []) }));
}

function linkOf(context: JsonObject, object: JsonObject): { readonly [key: string]: string | undefined } {
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
    .filter((field) => NAME.test(lineAt(field, 'name') ?? ''))
    .map((field) => lineAt(field, 'value'))
    .find((name) => name !== undefined);
}
