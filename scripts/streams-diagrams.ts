import type { RecordName } from '../src/generated/records.ts';
import { streams } from '../src/streams/index.ts';
import { joins, type Join } from './streams-joins.ts';

interface Diagram {
  readonly title: string;
  readonly names: readonly RecordName[];
}

/** All streams in one picture would be too small to read. */
const CHOSEN: readonly Diagram[] = [
  {
    title: 'Calls',
    names: ['users', 'calls', 'extensiveCalls', 'callTranscripts', 'scorecards', 'answeredScorecards'],
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
  const all = diagramsOf(CHOSEN);
  return all
    .map(({ title, names }, index) => {
      const drawn = drawnJoins().filter(
        ({ from, to }) => Math.max(placeOf(from, all), placeOf(to, all)) === index,
      );
      const body = [...names.map(entity), ...lines(drawn)].join('');
      return `${title}:\n\n\`\`\`mermaid\nerDiagram\n${body}\`\`\`\n`;
    })
    .join('\n');
}

/** A new stream needs no line here: rows of calls and reviews go to their like, and any other one to the last diagram. */
export function diagramsOf(chosen: readonly Diagram[]): Diagram[] {
  const rest = streams.filter(({ name }) => placeOf(name, chosen) === -1);
  const [calls, ...others] = chosen;
  return [
    ...(calls === undefined ? [] : [calls]),
    { title: 'What calls and reviews hold, as rows', names: rest.filter(isOfRows).map(({ name }) => name) },
    ...others,
    { title: 'Others', names: rest.filter((stream) => !isOfRows(stream)).map(({ name }) => name) },
  ].filter(({ names }) => names.length > 0);
}

function isOfRows({ primaryKey }: (typeof streams)[number]): boolean {
  return primaryKey.includes('callId') || primaryKey.includes('position');
}

function placeOf(stream: RecordName, all: readonly Diagram[]): number {
  return all.findIndex(({ names }) => names.includes(stream));
}

/** What names a call joins with both streams of calls; a line to the first says it. */
function drawnJoins(): Join[] {
  return joins.filter(({ from, field, to }, index) => {
    const isFirst = !joins.slice(0, index).some((join) => join.from === from && join.field === field);
    return to !== 'extensiveCalls' || isFirst;
  });
}

function entity(stream: RecordName): string {
  const { primaryKey = [], cursorField, isCompared } = streams.find(({ name }) => name === stream) ?? {};
  const typeOf = (field: string): string =>
    field === cursorField ? 'datetime' : field === 'position' ? 'integer' : 'string';
  const keys = primaryKey.map((field) => `    ${typeOf(field)} ${field} PK\n`);
  const hasOwn = cursorField !== undefined && isCompared !== true && !primaryKey.includes(cursorField);
  const cursor = hasOwn ? `    datetime ${cursorField}\n` : '';
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
