import type { JsonObject } from './airbyte-message.ts';
import { interactionStats } from './derived-stats.ts';
import { entriesOf, rowsOfEntries, valueAt } from './json-paths.ts';

/** The records of the streams that others are made of; of each key, the last. */
export interface Parents {
  readonly extensiveCalls: readonly JsonObject[];
  readonly callTranscripts: readonly JsonObject[];
  readonly answeredScorecards: readonly JsonObject[];
}

/** The streams that are made of others, and their keys. */
export const derivedKeys = {
  callParticipants: ['callId', 'position'],
  callSpeakers: ['callId', 'position'],
  callInteractionStats: ['callId'],
  callTrackers: ['callId', 'position'],
  callTopics: ['callId', 'position'],
  callOutline: ['callId', 'position'],
  callHighlights: ['callId', 'position'],
  callKeyPoints: ['callId', 'position'],
  callCrmObjects: ['callId', 'position'],
  callComments: ['callId', 'position'],
  transcriptSentences: ['callId', 'position'],
  scorecardAnswers: ['answeredScorecardId', 'position'],
  callDocuments: ['callId'],
} as const;

export type DerivedStream = keyof typeof derivedKeys;

/** What each of these streams has to hold, worked out from the records of the others; of documents, all but the text. */
export function deriveRows(parents: Parents): Readonly<Record<DerivedStream, readonly JsonObject[]>> {
  const calls = parents.extensiveCalls;
  const transcripts = new Map(parents.callTranscripts.map((one) => [one['callId'], one]));
  const ofEach = (partsOf: (call: JsonObject) => readonly JsonObject[]): JsonObject[] =>
    calls.flatMap((call) => partsOf(call).map((part, position) => ({ ...part, ...stamp(call), position })));
  return {
    callParticipants: ofEach((call) =>
      entriesOf(call, 'parties').map(({ context: _context, ...own }) => own),
    ),
    callSpeakers: ofEach((call) =>
      entriesOf(call, 'interaction.speakers').map((speaker) => {
        const party = partyWith(call, 'id', speaker['id']);
        return { ...speaker, name: valueAt(party, 'name'), affiliation: valueAt(party, 'affiliation') };
      }),
    ),
    callInteractionStats: calls.flatMap((call) =>
      interactionStats(call).map((row) => ({ ...row, ...stamp(call) })),
    ),
    callTrackers: ofEach((call) => entriesOf(call, 'content.trackers')),
    callTopics: ofEach((call) => entriesOf(call, 'content.topics')),
    callOutline: ofEach((call) =>
      rowsOfEntries(call, 'content.outline', 'items', (section, sectionPosition) => ({
        section: valueAt(section, 'section'),
        sectionPosition,
        sectionStartTime: valueAt(section, 'startTime'),
        sectionDuration: valueAt(section, 'duration'),
      })),
    ),
    callHighlights: ofEach((call) =>
      rowsOfEntries(call, 'content.highlights', 'items', (kind) => ({ title: valueAt(kind, 'title') })),
    ),
    callKeyPoints: ofEach((call) => entriesOf(call, 'content.keyPoints')),
    callCrmObjects: ofEach((call) => [
      ...crmObjects(call, null),
      ...entriesOf(call, 'parties').flatMap((party) => crmObjects(party, valueAt(party, 'id') ?? '')),
    ]),
    callComments: ofEach((call) => entriesOf(call, 'collaboration.publicComments')),
    transcriptSentences: ofEach((call) => sentences(call, transcripts.get(call['id']))),
    scorecardAnswers: parents.answeredScorecards.flatMap(({ answers, ...review }) =>
      entriesOf({ answers }, 'answers').map((answer, position) => ({ ...answer, ...review, position })),
    ),
    callDocuments: calls.map((call) => ({
      ...stamp(call),
      title: valueAt(call, 'metaData.title'),
      url: valueAt(call, 'metaData.url'),
      hasTranscript: transcripts.has(call['id']),
      hasBrief: Boolean(valueAt(call, 'content.brief')),
    })),
  };
}

function stamp(call: JsonObject): JsonObject {
  return { callId: call['id'], started: valueAt(call, 'metaData.started') };
}

function partyWith(call: JsonObject, field: string, id: unknown): JsonObject {
  return (
    entriesOf(call, 'parties').find((party) => (party[field] ?? null) !== null && party[field] === id) ?? {}
  );
}

function crmObjects(owner: JsonObject, partyId: unknown): JsonObject[] {
  return rowsOfEntries(owner, 'context', 'objects', ({ system }) => ({ system })).map((object) => ({
    partyId,
    system: valueAt(object, 'system'),
    objectType: valueAt(object, 'objectType'),
    objectId: valueAt(object, 'objectId'),
    timing: valueAt(object, 'timing'),
    fields: Array.isArray(object['fields']) ? fieldsOf(object) : null,
  }));
}

function fieldsOf(object: JsonObject): JsonObject {
  const named = entriesOf(object, 'fields').filter(({ name }) => typeof name === 'string');
  return Object.fromEntries(named.map((field) => [String(field['name']), valueAt(field, 'value')]));
}

function sentences(call: JsonObject, transcript: JsonObject = {}): JsonObject[] {
  return rowsOfEntries(transcript, 'transcript', 'sentences', (monologue, monologuePosition) => {
    const speakerId = valueAt(monologue, 'speakerId');
    const party = partyWith(call, 'speakerId', speakerId);
    return {
      callTitle: valueAt(call, 'metaData.title'),
      monologuePosition,
      speakerId,
      topic: valueAt(monologue, 'topic'),
      speakerName: valueAt(party, 'name'),
      userId: valueAt(party, 'userId'),
      affiliation: valueAt(party, 'affiliation'),
    };
  });
}
