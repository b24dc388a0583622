import {
  brief,
  callOutcome,
  highlights,
  keyPoints,
  outline,
  structure,
  topicDurations,
} from './call-content.ts';
import type { Edits } from './call-edits.ts';
import { interactionStats, media, publicComments, questions, speakers, video } from './call-interaction.ts';
import { callRecord } from './call-record.ts';
import { trackers } from './call-trackers.ts';
import type { Company } from './company.ts';
import type { ContentSelector } from './content-selector.ts';
import { contextBlock } from './crm-context.ts';
import { participants, partiesBlock } from './parties.ts';

type Block = Record<string, unknown>;

/** What changes how a call looks from one request to the next. */
interface Circumstances {
  readonly edits?: Edits | undefined;
  readonly signingKey?: string | undefined;
}

/** A call with the selected blocks; blocks that were not selected are absent. */
export function extensiveRecord(
  company: Company,
  call: number,
  selector: ContentSelector,
  { edits, signingKey }: Circumstances = {},
): Block {
  const { content, interaction } = selector;
  const needsPeople = content.has('trackers') || interaction.has('speakers');
  const people = needsPeople ? participants(company, call) : [];
  return {
    metaData: callRecord(company, call, edits),
    context: contextBlock(company, call, selector.depth, edits),
    parties: selector.parties ? partiesBlock(company, call, selector.depth, edits) : undefined,
    content:
      content.size === 0
        ? undefined
        : {
            structure: content.has('structure') ? structure(company, call) : undefined,
            topics: content.has('topics') ? topicDurations(company, call) : undefined,
            trackers: content.has('trackers')
              ? trackers(company, call, people, { withOccurrences: content.has('trackerOccurrences'), edits })
              : undefined,
            brief: content.has('brief') ? brief(company, call, edits) : undefined,
            outline: content.has('outline') ? outline(company, call) : undefined,
            highlights: content.has('highlights') ? highlights(company, call) : undefined,
            callOutcome: content.has('callOutcome') ? callOutcome(company, call) : undefined,
            keyPoints: content.has('keyPoints') ? keyPoints(company, call, edits) : undefined,
          },
    interaction:
      interaction.size === 0
        ? undefined
        : {
            speakers: interaction.has('speakers') ? speakers(company, call, people) : undefined,
            interactionStats: interaction.has('personInteractionStats')
              ? interactionStats(company, call)
              : undefined,
            video: interaction.has('video') ? video(company, call) : undefined,
            questions: interaction.has('questions') ? questions(company, call) : undefined,
          },
    collaboration: selector.publicComments
      ? { publicComments: publicComments(company, call, edits) }
      : undefined,
    media: selector.media ? media(company, call, signingKey) : undefined,
  };
}
