import { objectAt, objectsAt, rawTextAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { metaDataOf } from '../call-lists.ts';
import { frontMatterLines } from './front-matter.ts';
import { lineAt } from './line-at.ts';
import { escapeBlock, escapeHeading, linesOf } from './markdown.ts';
import { addOutline } from './outline.ts';
import type { Person } from './people.ts';

export interface DocumentHead {
  /** A document from its beginning to the transcript. */
  readonly head: string;
  readonly hasBrief: boolean;
}

const NEXT_STEPS = /next steps?/i;

/** Writes what comes before the transcript. All lines go into one list: calls are many, and each copy of a text costs time. */
export function documentHead(call: JsonObject, people: readonly Person[]): DocumentHead {
  const content = objectAt(call, 'content');
  const lines = frontMatterLines(call, people);
  lines.push('', `# ${escapeHeading(lineAt(metaDataOf(call), 'title') ?? 'A call without a title')}`);
  lines.push('', '## Brief');
  const brief = linesOf(rawTextAt(content, 'brief'));
  for (const line of brief) lines.push('', escapeBlock(line));
  if (brief.length === 0) lines.push('', 'Gong has no brief of this call, or not yet.');
  addBullets(lines, '## Key points', objectsAt(content, 'keyPoints'));
  addBullets(lines, '## Next steps', nextSteps(content));
  lines.push('', '## Outline', '');
  if (!addOutline(lines, call)) lines.push('Gong has no outline of this call, or not yet.');
  return { head: lines.join('\n'), hasBrief: brief.length > 0 };
}

function nextSteps(content: JsonObject): readonly JsonObject[] {
  return objectsAt(content, 'highlights')
    .filter((highlight) => NEXT_STEPS.test(lineAt(highlight, 'title') ?? ''))
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
    lines.push(`- ${escapeBlock(text)}`);
  }
}
