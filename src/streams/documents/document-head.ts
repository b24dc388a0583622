import { objectAt, objectsAt, rawTextAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import { metaDataOf } from '../call-lists.ts';
import { frontMatter } from './front-matter.ts';
import { lineAt } from './line-at.ts';
import { escapeBlock, escapeHeading, linesOf } from './markdown.ts';
import { outlineLines } from './outline.ts';
import type { Person } from './people.ts';

const NEXT_STEPS = /next steps?/i;

/** Returns the paragraphs of Gong's summary of a call. */
export function briefLines(call: JsonObject): readonly string[] {
  return linesOf(rawTextAt(objectAt(call, 'content'), 'brief'));
}

/** Returns a document from its beginning to the transcript. */
export function documentHead(call: JsonObject, people: readonly Person[]): string {
  const content = objectAt(call, 'content');
  const brief = briefLines(call).map(escapeBlock);
  const keyPoints = bullets(objectsAt(content, 'keyPoints'));
  const nextSteps = bullets(
    objectsAt(content, 'highlights')
      .filter((highlight) => NEXT_STEPS.test(lineAt(highlight, 'title') ?? ''))
      .flatMap((highlight) => objectsAt(highlight, 'items')),
  );
  const outline = outlineLines(call);
  return [
    frontMatter(call, people),
    `# ${escapeHeading(lineAt(metaDataOf(call), 'title') ?? 'A call without a title')}`,
    '## Brief',
    ...(brief.length === 0 ? ['Gong has no brief of this call, or not yet.'] : brief),
    ...(keyPoints.length === 0 ? [] : ['## Key points', keyPoints.join('\n')]),
    ...(nextSteps.length === 0 ? [] : ['## Next steps', nextSteps.join('\n')]),
    '## Outline',
    outline.length === 0 ? 'Gong has no outline of this call, or not yet.' : outline.join('\n'),
  ].join('\n\n');
}

function bullets(items: readonly JsonObject[]): string[] {
  return items.flatMap((item) => {
    const text = lineAt(item, 'text');
    return text === undefined ? [] : [`- ${escapeBlock(text)}`];
  });
}
