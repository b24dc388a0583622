import { numberAt, objectsAt, rawTextAt } from '../../base/json-fields.ts';
import type { JsonObject } from '../../base/json-object.ts';
import type { CallBlock } from '../call-filters.ts';
import { metaDataOf } from '../call-lists.ts';
import { idText } from '../parent-id.ts';
import { documentHead } from './document-head.ts';
import { lineAt } from './line-at.ts';
import { sectionsOf, type Section } from './outline.ts';
import { peopleOf, type Speaker } from './people.ts';
import { transcriptParagraphs } from './transcript-text.ts';

/**
 * Returns of an extensive call all that has to be kept until its transcript comes: the document from its beginning to the
 * transcript, and what that is written with. `excluded` are blocks of the call that were not asked for.
 */
export function documentDraft(call: JsonObject, excluded: readonly CallBlock[] = []): JsonObject {
  const metaData = metaDataOf(call);
  const people = peopleOf(call);
  return {
    callId: idText(metaData['id']) ?? null,
    started: textOrNull(metaData['started']),
    isPrivate: metaData['isPrivate'] === true,
    title: textOrNull(metaData['title']),
    url: textOrNull(metaData['url']),
    ...documentHead(call, people, excluded),
    sections: sectionsOf(call),
    speakers: people.flatMap(({ speaker }) => speaker ?? []),
  };
}

/**
 * Returns the record of a document, from what was kept of its call. `transcript` is Gong's record; undefined where there is
 * none, or none yet.
 */
export function documentRecord(draft: JsonObject, transcript: JsonObject | undefined): JsonObject {
  const { callId, started, title, url, hasBrief } = draft;
  const paragraphs =
    transcript === undefined
      ? ['Gong has no transcript of this call, or not yet.']
      : transcriptParagraphs(transcript, keptSections(draft), keptSpeakers(draft));
  const said = paragraphs.length === 0 ? ['The transcript has no words.'] : paragraphs;
  return {
    callId,
    started,
    title,
    url,
    hasTranscript: transcript !== undefined,
    hasBrief,
    markdown: `${[rawTextAt(draft, 'head'), '## Transcript', ...said].join('\n\n')}\n`,
  };
}

function keptSections(draft: JsonObject): Section[] {
  return objectsAt(draft, 'sections').map((section) => ({
    name: rawTextAt(section, 'name'),
    startSeconds: numberAt(section, 'startSeconds') ?? 0,
  }));
}

function keptSpeakers(draft: JsonObject): Speaker[] {
  return objectsAt(draft, 'speakers').map((speaker) => ({
    speakerId: rawTextAt(speaker, 'speakerId'),
    name: rawTextAt(speaker, 'name'),
    affiliation: lineAt(speaker, 'affiliation'),
  }));
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
