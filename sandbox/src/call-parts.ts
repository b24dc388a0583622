import { highlights, keyPoints, outline, topicDurations } from './call-content.ts';
import { interactionStats, publicComments, questions, speakers, video } from './call-interaction.ts';
import { trackers } from './call-trackers.ts';
import type { Edits } from './call-edits.ts';
import type { Company } from './company.ts';
import { everything } from './content-selector.ts';
import { contextBlock, type CrmContext } from './crm-context.ts';
import { participants, partiesBlock, type Party } from './parties.ts';
import { transcriptRecord } from './transcript-record.ts';

type Part = Readonly<Record<string, unknown>> | object;

/** What is in an extensive call of each kind, one after the other in the order in which Gong lists it. */
export const callParts = {
  callParticipants: (company: Company, call: number, edits?: Edits): Part[] =>
    company.isImported(call) ? [] : participants(company, call, edits).map(({ fields }) => fields),
  callSpeakers: (company: Company, call: number, edits?: Edits): Part[] =>
    speakers(company, call, participants(company, call)).map((speaker) => ({
      ...speaker,
      ...known(partiesOf(company, call, edits).find(({ id }) => id === speaker.id)),
    })),
  callTrackers: (company: Company, call: number, edits?: Edits): Part[] =>
    trackers(company, call, participants(company, call), { withOccurrences: true, edits }),
  callTopics: (company: Company, call: number): Part[] => topicDurations(company, call),
  callOutline: (company: Company, call: number): Part[] =>
    (outline(company, call) ?? []).flatMap(({ items, ...section }, sectionPosition) =>
      items.map((item) => ({
        ...item,
        section: section.section,
        sectionPosition,
        sectionStartTime: section.startTime,
        sectionDuration: section.duration,
      })),
    ),
  callHighlights: (company: Company, call: number): Part[] =>
    (highlights(company, call) ?? []).flatMap(({ title, items }) =>
      items.map((item) => ({ ...item, title })),
    ),
  callKeyPoints: (company: Company, call: number, edits?: Edits): readonly Part[] =>
    keyPoints(company, call, edits) ?? [],
  callComments: (company: Company, call: number, edits?: Edits): Part[] =>
    publicComments(company, call, edits),
  callCrmObjects: (company: Company, call: number, edits?: Edits): Part[] => [
    ...objectsOf(contextBlock(company, call, everything.depth, edits), null),
    ...partiesOf(company, call, edits).flatMap(({ id, context }) => objectsOf(context, id)),
  ],
  transcriptSentences: (company: Company, call: number, edits?: Edits): Part[] => {
    const people = partiesOf(company, call, edits);
    return transcriptRecord(company, call, edits).transcript.flatMap((monologue, monologuePosition) => {
      const { speakerId, topic, sentences } = monologue;
      const party = people.find((one) => one['speakerId'] === speakerId);
      const { name: speakerName, affiliation } = known(party);
      const said = { monologuePosition, speakerId, topic, speakerName, affiliation };
      return sentences.map((sentence) => ({ ...sentence, ...said, userId: party?.['userId'] ?? null }));
    });
  },
} as const;

/** The one row of a call about how people spoke with each other. */
export function interactionRow(company: Company, call: number): Part {
  const stats = new Map(interactionStats(company, call).map(({ name, value }) => [name, value]));
  const shown = new Map<string, number>();
  for (const { name, duration } of video(company, call)) shown.set(name, (shown.get(name) ?? 0) + duration);
  const { companyCount = null, nonCompanyCount = null } = questions(company, call) ?? {};
  return {
    talkRatio: stats.get('Talk Ratio') ?? null,
    longestMonologue: stats.get('Longest Monologue') ?? null,
    longestCustomerStory: stats.get('Longest Customer Story') ?? null,
    interactivity: stats.get('Interactivity') ?? null,
    patience: stats.get('Patience') ?? null,
    // The sandbox has no names beside Gong's own.
    otherStats: null,
    questionsCompanyCount: companyCount,
    questionsNonCompanyCount: nonCompanyCount,
    videoBrowser: shown.get('Browser') ?? null,
    videoPresentation: shown.get('Presentation') ?? null,
    videoWebcamPrimaryUser: shown.get('WebcamPrimaryUser') ?? null,
    videoWebcamNonCompany: shown.get('WebcamNonCompany') ?? null,
    videoWebcam: shown.get('Webcam') ?? null,
    otherVideo: null,
  };
}

/** Nobody, where the call was imported. */
function partiesOf(company: Company, call: number, edits: Edits | undefined): readonly Party[] {
  return partiesBlock(company, call, everything.depth, edits) ?? [];
}

function known(party: Party | undefined): { readonly name: unknown; readonly affiliation: unknown } {
  return { name: party?.['name'] ?? null, affiliation: party?.['affiliation'] ?? null };
}

function objectsOf(context: readonly CrmContext[] | undefined, partyId: string | null): Part[] {
  return (context ?? []).flatMap(({ system, objects }) =>
    objects.map(({ objectType, objectId, timing, fields = [] }) => ({
      partyId,
      system,
      objectType,
      objectId,
      timing,
      fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    })),
  );
}
