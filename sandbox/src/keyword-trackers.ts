import type { Company } from './company.ts';
import { random } from './random.ts';
import { referenceTimes } from './reference-times.ts';
import { someUser } from './user-record.ts';
import { topics } from './words.ts';
import { workspaceOf } from './workspaces.ts';

/** The keyword trackers that are met in calls; their ids are those of the first definitions. */
export const callKeywords = [
  { name: 'Competitors', phrases: ['Initech', 'Hooli', 'Søren’s tool'] },
  { name: 'Budget', phrases: ['budget', 'too expensive'] },
  { name: 'Timing "now"', phrases: ['next quarter'] },
] as const;

/** From here on the ids are those of smart trackers, which have no definition that can be read. */
export const firstSmartTracker = 8;
const smartTrackers = 8;

/** The definition of a keyword tracker as GET /v2/settings/trackers sends it. */
export interface KeywordTracker {
  readonly trackerId: string;
  readonly workspaceId: string;
  readonly [field: string]: unknown;
}

export function keywordTrackers(company: Company): readonly KeywordTracker[] {
  return Array.from({ length: company.settings.keywordTrackers }, (_, tracker) =>
    keywordTracker(company, tracker),
  );
}

function keywordTracker(company: Company, tracker: number): KeywordTracker {
  const choose = random(company.settings.seed, 'keyword tracker', tracker);
  const { name, phrases } = callKeywords[tracker] ?? {
    name: `Tracker ${tracker + 1} – „neu“`,
    phrases: ['pilot', '試験'],
  };
  // Of every five one is built in: nobody made it.
  const isBuiltIn = tracker % 5 === 4;
  const saidAt = choose.pick(['Anytime', 'First', 'Last']);
  const isTimed = saidAt !== 'Anytime';
  const { created, updated } = referenceTimes(company, choose);
  return {
    trackerId: company.trackerIds.encode(tracker < firstSmartTracker ? tracker : tracker + smartTrackers),
    trackerName: name,
    workspaceId: workspaceOf(company, tracker),
    languageKeywords: [
      { language: 'eng', keywords: phrases, includeRelatedForms: choose.chance(0.5) },
      ...(choose.chance(0.4) ? [{ language: 'mul', keywords: [], includeRelatedForms: false }] : []),
    ],
    affiliation: choose.pick(['Anyone', 'Company', 'NonCompany']),
    partOfQuestion: choose.chance(0.2),
    saidAt,
    saidAtInterval: isTimed ? choose.integer(1, 20) : null,
    saidAtUnit: isTimed ? choose.pick(['minutes', 'percent']) : null,
    saidInTopics: choose.chance(0.3) ? [choose.pick(topics)] : [],
    filterQuery: '{"type":"And","filters":[{"type":"CallDirection","terms":["OUTBOUND"]}]}',
    created,
    creatorUserId: isBuiltIn ? null : someUser(company, choose),
    updated,
    updaterUserId: isBuiltIn ? null : someUser(company, choose),
  };
}
