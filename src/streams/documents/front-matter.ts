import { formatDuration } from '../../base/duration.ts';
import { SECOND } from '../../base/instant.ts';
import { numberAt, objectAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { metaDataOf } from '../call-lists.ts';
import { lineAt } from './line-at.ts';
import { hostOf, type Person } from './people.ts';
import { yamlLines, type YamlFields } from './yaml.ts';

const FENCE = '---';

/** Lists of a front matter. Those that were not asked for are undefined. */
export interface Lists {
  readonly people: readonly YamlFields[] | undefined;
  readonly crm_objects: readonly YamlFields[] | undefined;
}

/** Returns what is known of a call without its content, between the lines that mark a front matter. */
export function frontMatterLines(call: JsonObject, people: readonly Person[], lists: Lists): string[] {
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
    scope: scopeOf(metaData),
    purpose: lineAt(metaData, 'purpose'),
    outcome: lineAt(objectAt(objectAt(call, 'content'), 'callOutcome'), 'name'),
    language: lineAt(metaData, 'language'),
    workspace_id: lineAt(metaData, 'workspaceId'),
    ...hostOf(people, metaData),
    ...lists,
  });
  return [FENCE, ...lines, FENCE];
}

/** Whether all are of the company: also told of calls of which Gong names nobody. */
function scopeOf(metaData: JsonObject): string | undefined {
  const scope = lineAt(metaData, 'scope');
  return scope === 'Unknown' ? undefined : scope;
}
