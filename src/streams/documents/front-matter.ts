import { formatDuration } from '../../base/duration.ts';
import { SECOND } from '../../base/instant.ts';
import { numberAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { metaDataOf } from '../call-lists.ts';
import { crmObjects } from './crm-objects.ts';
import { lineAt } from './line-at.ts';
import { hostOf, personFields, type Person } from './people.ts';
import { yamlLines, type YamlFields } from './yaml.ts';

const FENCE = '---';

/** Returns what is known of a call without its content, between the lines that mark a front matter. */
export function frontMatterLines(call: JsonObject, people: readonly Person[]): string[] {
  const metaData = metaDataOf(call);
  const durationSeconds = numberAt(metaData, 'duration');
  const lines = yamlLines({
    call_id: lineAt(metaData, 'id'),
    url: lineAt(metaData, 'url'),
    title: lineAt(metaData, 'title'),
    started: lineAt(metaData, 'started'),
    duration: durationSeconds === undefined ? undefined : formatDuration(durationSeconds * SECOND),
    duration_seconds: durationSeconds,
    direction: lineAt(metaData, 'direction'),
    language: lineAt(metaData, 'language'),
    workspace_id: lineAt(metaData, 'workspaceId'),
    ...hostOf(people, metaData),
    people: people.map(personFields).filter(hasField),
    crm_objects: crmObjects(call),
  });
  return [FENCE, ...lines, FENCE];
}

function hasField(fields: YamlFields): boolean {
  return Object.values(fields).some((value) => value !== undefined);
}
