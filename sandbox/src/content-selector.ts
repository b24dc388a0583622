import type { ContextDepth } from './crm-context.ts';
import { readChoice, readChoices, readFlag, readObject } from './input.ts';
import { Failure } from './failure.ts';

/** Which blocks of an extensive record were asked for. */
export interface ContentSelector {
  readonly depth: ContextDepth;
  readonly parties: boolean;
  readonly content: ReadonlySet<ContentBlock>;
  readonly interaction: ReadonlySet<InteractionBlock>;
  readonly publicComments: boolean;
  readonly media: boolean;
}

const contentBlocks = [
  'structure',
  'topics',
  'trackers',
  'trackerOccurrences',
  'brief',
  'outline',
  'highlights',
  'callOutcome',
  'keyPoints',
] as const;
const interactionBlocks = ['speakers', 'video', 'personInteractionStats', 'questions'] as const;

type ContentBlock = (typeof contentBlocks)[number];
type InteractionBlock = (typeof interactionBlocks)[number];

export const everything: ContentSelector = {
  depth: { level: 'Extended', timings: ['Now', 'TimeOfCall'] },
  parties: true,
  content: new Set(contentBlocks),
  interaction: new Set(interactionBlocks),
  publicComments: true,
  media: true,
};

export function readContentSelector(input: unknown): ContentSelector {
  const name = 'contentSelector';
  const selector = readObject(input ?? {}, name);
  const level = readChoice(selector['context'], `${name}.context`, ['None', 'Basic', 'Extended']) ?? 'None';
  const timings = readChoices(selector['contextTiming'], `${name}.contextTiming`, ['Now', 'TimeOfCall']);
  if (timings !== undefined && level !== 'Extended') {
    throw new Failure(400, [`${name}.contextTiming: can be provided only when context is 'Extended'`]);
  }
  const exposed = readObject(selector['exposedFields'] ?? {}, `${name}.exposedFields`);
  const content = readObject(exposed['content'] ?? {}, `${name}.exposedFields.content`);
  const interaction = readObject(exposed['interaction'] ?? {}, `${name}.exposedFields.interaction`);
  const collaboration = readObject(exposed['collaboration'] ?? {}, `${name}.exposedFields.collaboration`);
  const selected = {
    depth: { level, timings: timings ?? ['Now'] },
    parties: readFlag(exposed['parties'], 'parties'),
    content: new Set(contentBlocks.filter((block) => readFlag(content[block], block))),
    interaction: new Set(interactionBlocks.filter((block) => readFlag(interaction[block], block))),
    publicComments: readFlag(collaboration['publicComments'], 'publicComments'),
    media: readFlag(exposed['media'], 'media'),
  } as const;
  if (selected.content.has('trackerOccurrences') && !selected.content.has('trackers')) {
    throw new Failure(400, [
      `${name}.exposedFields.content.trackerOccurrences: must be combined with trackers`,
    ]);
  }
  return selected;
}
