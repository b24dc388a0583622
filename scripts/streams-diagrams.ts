import type { RecordName } from '../src/generated/records.ts';
import { streams } from '../src/streams/index.ts';
import { joins, type Join } from './streams-joins.ts';

interface Diagram {
  readonly title: string;
  readonly names: readonly RecordName[];
}

/** All streams in one picture would be too small to read. */
const DIAGRAMS: readonly Diagram[] = [
  {
    title: 'Calls',
    names: ['users', 'calls', 'extensiveCalls', 'callTranscripts', 'scorecards', 'answeredScorecards'],
  },
  {
    title: 'What calls hold, as rows',
    names: [
      'callParticipants',
      'callSpeakers',
      'callInteractionStats',
      'callTrackers',
      'callTopics',
      'callOutline',
      'callHighlights',
      'callKeyPoints',
      'callCrmObjects',
      'callComments',
      'transcriptSentences',
      'scorecardAnswers',
    ],
  },
  {
    title: 'What stands around calls',
    names: [
      'workspaces',
      'keywordTrackers',
      'libraryFolders',
      'libraryFolderContent',
      'callOutcomes',
      'aiBriefs',
      'callUsersAccess',
    ],
  },
  {
    title: 'What users do and may do',
    names: [
      'statsInteraction',
      'statsActivityAggregate',
      'statsActivityAggregateByPeriod',
      'statsActivityDayByDay',
      'coaching',
      'userSettingsHistory',
      'permissionProfiles',
      'permissionProfileUsers',
      'logs',
    ],
  },
  {
    title: 'Gong Engage and the generic CRM',
    names: [
      'tasks',
      'flows',
      'flowFolders',
      'flowSteps',
      'flowProspects',
      'crmIntegrations',
      'crmEntitySchema',
    ],
  },
];

/** Fields that a line can name before it gets too long. */
const MOST_FIELDS = 2;

/** The streams with their keys, and their joins with each other and with those of the diagrams before. */
export function diagrams(): string {
  const missing = streams.find(({ name }) => diagramOf(name) === -1);
  if (missing !== undefined)
    throw new Error(`${missing.name} is in no diagram of scripts/streams-diagrams.ts`);
  return DIAGRAMS.map(({ title, names }, index) => {
    const drawn = joins.filter(({ from, to }) => Math.max(diagramOf(from), diagramOf(to)) === index);
    const body = [...names.map(entity), ...lines(drawn)].join('');
    return `${title}:\n\n\`\`\`mermaid\nerDiagram\n${body}\`\`\`\n`;
  }).join('\n');
}

function diagramOf(stream: RecordName): number {
  return DIAGRAMS.findIndex(({ names }) => names.includes(stream));
}

function entity(stream: RecordName): string {
  const { primaryKey = [], cursorField } = streams.find(({ name }) => name === stream) ?? {};
  const keys = primaryKey.map(
    (field) => `    ${field === cursorField ? 'datetime' : 'string'} ${field} PK\n`,
  );
  const cursor =
    cursorField === undefined || primaryKey.includes(cursorField) ? '' : `    datetime ${cursorField}\n`;
  return `  ${stream} {\n${keys.join('')}${cursor}  }\n`;
}

/** One for all joins of the same two streams. */
function lines(drawn: readonly Join[]): string[] {
  const pairs = new Map<string, string[]>();
  for (const { from, field, to, many } of drawn) {
    const pair = `  ${to} |o--${many ? 'o{' : 'o|'} ${from}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), field]);
  }
  return [...pairs].map(([pair, fields]) => {
    const named =
      fields.length > MOST_FIELDS ? `${fields[0]} and ${fields.length - 1} more` : fields.join(', ');
    return `${pair} : "${named}"\n`;
  });
}
