import type { Sandbox } from '../sandbox/src/index.ts';
import type { JsonObject } from './airbyte-message.ts';
import { parseExactly, truth, type StreamName } from './truth.ts';

/** A stream of the catalog, and the fields of its key. */
export interface Collection {
  readonly name: Parameters<Sandbox['truth']>[0];
  readonly key: readonly string[];
}

/**
 * Records by their keys, in one form: with ids as texts, without rows in which nobody did anything, and without what Gong does
 * not hold: the text of documents, and the moment of the sync that saw a change.
 */
export function rowsByKey(
  { key }: Pick<Collection, 'key'>,
  records: readonly JsonObject[],
): Map<string, JsonObject> {
  const rows = records
    .map(withTextIds)
    .map(withoutAdded)
    .filter((row) => !isIdle(row));
  return new Map(rows.map((row) => [key.map((field) => String(row[field])).join(' '), row]));
}

/** What the sandbox holds of a collection, as a sync that may not read private calls has to show it. */
export function expectedRows(
  sandbox: Pick<Sandbox, 'truth'>,
  { name, key }: Collection,
  read: readonly JsonObject[],
) {
  if (isOfCalls(name)) return rowsByKey({ key }, truth(sandbox, name));
  const closed = new Set(
    truth(sandbox, 'calls', true)
      .filter(isPrivate)
      .map(({ id }) => id),
  );
  const records =
    name === 'coaching' ? coachingTruth(sandbox, read) : [...sandbox.truth(name)].map(parseExactly);
  const callIdOf = callIds[name];
  if (name === 'flowProspects') {
    const told = prospectsTold(sandbox);
    const open = records.filter(({ crmProspectId }) => told.has(String(crmProspectId)));
    return rowsByKey({ key }, open);
  }
  return rowsByKey(
    { key },
    records.filter((record) => callIdOf === undefined || !closed.has(record[callIdOf])),
  );
}

const callIds: Readonly<Record<string, string>> = {
  callUsersAccess: 'callId',
  libraryFolderContent: 'id',
  callParticipants: 'callId',
  callSpeakers: 'callId',
  callInteractionStats: 'callId',
  callTrackers: 'callId',
  callTopics: 'callId',
  callOutline: 'callId',
  callHighlights: 'callId',
  callKeyPoints: 'callId',
  callCrmObjects: 'callId',
  callComments: 'callId',
  transcriptSentences: 'callId',
  callDocuments: 'callId',
};

function isOfCalls(name: string): name is StreamName {
  return ['users', 'calls', 'extensiveCalls', 'scorecards', 'answeredScorecards', 'callTranscripts'].includes(
    name,
  );
}

function isPrivate(call: JsonObject): boolean {
  return call['isPrivate'] === true;
}

/** CRM ids that stand in calls that are not private, or in tasks. */
function prospectsTold(sandbox: Pick<Sandbox, 'truth'>): ReadonlySet<string> {
  const texts = [...truth(sandbox, 'extensiveCalls'), ...sandbox.truth('tasks')].map((record) =>
    typeof record === 'string' ? record : JSON.stringify(record),
  );
  const ids = texts.flatMap((text) => [...text.matchAll(/"(?:objectId|crmId)":"([^"]+)"/g)]);
  return new Set(ids.map(([, id = '']) => id));
}

/** What was done in the very periods that were asked for. */
function coachingTruth(sandbox: Pick<Sandbox, 'truth'>, read: readonly JsonObject[]): JsonObject[] {
  const periods = new Set(read.map(({ from, to }) => JSON.stringify({ from, to })));
  return [...periods].flatMap((period) =>
    [...sandbox.truth('coaching', JSON.parse(period))].map(parseExactly),
  );
}

/** Whether a row of statistics tells that nothing was done. */
function isIdle(row: JsonObject): boolean {
  if (!('callsAsHost' in row)) return false;
  const counts = Object.entries(row).filter(([name]) => name.includes('alls'));
  return counts.every(([, value]) => value === 0 || (Array.isArray(value) && value.length === 0));
}

function withoutAdded({ markdown: _markdown, _changed_at: _ofTheSync, ...row }: JsonObject): JsonObject {
  return row;
}

function withTextIds(record: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, textIdsIn(name, value)]));
}

function textIdsIn(name: string, value: unknown): unknown {
  if (typeof value === 'number' && /(?:^i|I)d$/.test(name)) return String(value);
  if (Array.isArray(value)) return value.map((each) => textIdsIn(name, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, each]) => [inner, textIdsIn(inner, each)]));
}
