import { listAt, objectAt, objectsAt, rawTextAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { formatPosition } from '../../base/position.ts';
import type { CallBlock } from '../call-filters.ts';
import { metaDataOf } from '../call-lists.ts';
import { crmObjects } from './crm-objects.ts';
import { frontMatterLines } from './front-matter.ts';
import { lineAt } from './line-at.ts';
import { escapeBlock, escapeHeading, linesOf } from './markdown.ts';
import { addOutline } from './outline.ts';
import { missing } from './missing.ts';
import { personFields, type Person } from './people.ts';
import type { YamlFields } from './yaml.ts';

export interface DocumentHead {
  /** A document from its beginning to the transcript. */
  readonly head: string;
  readonly hasBrief: boolean;
}

const NEXT_STEPS = /next steps?/i;
const KEY_POINTS = /key points?/i;

/** Writes what comes before the transcript. All lines go into one list: calls are many, and each copy of a text costs time. */
export function documentHead(
  call: JsonObject,
  people: readonly Person[],
  excluded: readonly CallBlock[],
): DocumentHead {
  const content = objectAt(call, 'content');
  const named = people.map(personFields).filter(hasField);
  const lines = frontMatterLines(call, people, {
    people: excluded.includes('parties') ? undefined : named,
    crm_objects: excluded.includes('context') ? undefined : crmObjects(call),
  });
  lines.push('', `# ${escapeHeading(lineAt(metaDataOf(call), 'title') ?? 'A call without a title')}`);
  if (named.length === 0) lines.push('', missing('participants', 'parties', excluded));
  lines.push('', '## Brief');
  const brief = linesOf(rawTextAt(content, 'brief'));
  for (const line of brief) lines.push('', escapeBlock(line));
  if (brief.length === 0) lines.push('', missing('brief', 'content', excluded));
  addBullets(lines, '## Key points', keyPoints(content));
  addBullets(lines, '## Next steps', highlights(content, NEXT_STEPS));
  lines.push('', '## Outline', '');
  if (!addOutline(lines, call)) lines.push(missing('outline', 'content', excluded));
  return { head: lines.join('\n'), hasBrief: brief.length > 0 };
}

/** Of some calls Gong has them among the highlights alone. */
function keyPoints(content: JsonObject): readonly JsonObject[] {
  const points = objectsAt(content, 'keyPoints');
  return points.length > 0 ? points : highlights(content, KEY_POINTS);
}

function highlights(content: JsonObject, wanted: RegExp): readonly JsonObject[] {
  return objectsAt(content, 'highlights')
    .filter((highlight) => wanted.test(lineAt(highlight, 'title') ?? ''))
    .flatMap((highlight) => objectsAt(highlight, 'items'));
}

/** Without an item there is no heading either. */
function addBullets(lines: string[], heading: string, items: readonly JsonObject[]): void {
  let isBegun = false;
  for (const item of items) {
    const text = lineAt(item, 'text');
    if (text === undefined) continue;
    if (!isBegun) lines.push('', heading, '');
    isBegun = true;
    lines.push(`- ${escapeBlock(text)}${positionsOf(item)}`);
  }
}

/** Where in the recording it was said: ` (01:30, 12:05)` */
function positionsOf(item: JsonObject): string {
  const starts = listAt(item, 'startTimes').filter((start) => typeof start === 'number');
  if (starts.length === 0) return '';
  const inOrder = starts.toSorted((one, other) => one - other);
  return ` (${[...new Set(inOrder.map(formatPosition))].join(', ')})`;
}

function hasField(fields: YamlFields): boolean {
  return Object.values(fields).some((value) => value !== undefined);
}
