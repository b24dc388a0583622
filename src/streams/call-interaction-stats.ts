import { isJsonObject, objectOf, objectsOf, type JsonObject } from '../base/json-object.ts';
import { metaDataOf } from './call-lists.ts';
import { ExtensiveStream } from './call-stream.ts';

const STATS = {
  'Talk Ratio': 'talkRatio',
  'Longest Monologue': 'longestMonologue',
  'Longest Customer Story': 'longestCustomerStory',
  Interactivity: 'interactivity',
  Patience: 'patience',
} as const;

const VIDEO = {
  Browser: 'videoBrowser',
  Presentation: 'videoPresentation',
  WebcamPrimaryUser: 'videoWebcamPrimaryUser',
  WebcamNonCompany: 'videoWebcamNonCompany',
  Webcam: 'videoWebcam',
} as const;

/** How people spoke with each other: a row a call, a column for each of Gong's measures. */
export class CallInteractionStats extends ExtensiveStream<'callInteractionStats'> {
  readonly name = 'callInteractionStats';
  override readonly blocks = ['interaction'] as const;
  readonly primaryKey = ['callId'] as const;
  readonly cost = 'none where extensiveCalls is read as well; 1 request for 100 calls otherwise';
  override readonly cursorField = 'started';
  // Calls without that block have none.
  override readonly isOneForOne = false;

  override toRecords(call: JsonObject): readonly JsonObject[] {
    const { interaction } = call;
    if (!isJsonObject(interaction)) return [];
    const { id: callId = null, started = null } = metaDataOf(call);
    const { interactionStats, questions, video } = interaction;
    const { companyCount = null, nonCompanyCount = null } = objectOf(questions);
    const stats = objectsOf(interactionStats).map(({ name, value = null }) => [name, value] as const);
    const shown = objectsOf(video).map(({ name, duration = null }) => [name, duration] as const);
    return [
      {
        callId,
        started,
        ...columnsOf(stats, STATS, 'otherStats'),
        questionsCompanyCount: companyCount,
        questionsNonCompanyCount: nonCompanyCount,
        ...columnsOf(sumsOf(shown), VIDEO, 'otherVideo'),
      },
    ];
  }
}

type Named = readonly (readonly [name: unknown, value: unknown])[];

/** A column for each known name, null where it is not among the values, and one for what has other names. */
function columnsOf(values: Named, columns: Readonly<Record<string, string>>, others: string): JsonObject {
  const record: JsonObject = Object.fromEntries(Object.values(columns).map((column) => [column, null]));
  const other = new Map<string, unknown>();
  for (const [name, value] of values) {
    if (typeof name !== 'string') continue;
    if (Object.hasOwn(columns, name)) record[columns[name] ?? ''] = value;
    else other.set(name, value);
  }
  record[others] = other.size === 0 ? null : Object.fromEntries(other);
  return record;
}

/** Gong can list a kind of video more than once: their durations are added up. */
function sumsOf(values: Named): Named {
  const sums = new Map<unknown, unknown>();
  for (const [name, value] of values) {
    const before = sums.get(name);
    sums.set(
      name,
      typeof before === 'number' && typeof value === 'number' ? before + value : (value ?? before),
    );
  }
  return [...sums];
}
