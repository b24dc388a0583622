import { scaled, second } from './call-content.ts';
import { editMark, type Edits } from './call-edits.ts';
import type { Company } from './company.ts';
import { callKeywords, firstSmartTracker } from './keyword-trackers.ts';
import type { Participant } from './parties.ts';
import { random, type Random } from './random.ts';

const smart = ['Objection raised', 'Next step agreed'] as const;

// Occurrences exist only for calls from this moment on, says the OpenAPI.
const firstOccurrences = Date.UTC(2023, 0, 1) * 1000;

/** The trackers of a call; occurrence lists are empty unless they were asked for. */
export function trackers(
  company: Company,
  call: number,
  people: readonly Participant[],
  { withOccurrences, edits }: { readonly withOccurrences: boolean; readonly edits?: Edits | undefined },
): object[] {
  const choose = random(company.settings.seed, 'trackers', call);
  const wanted = withOccurrences && (company.times.started[call] ?? 0) >= firstOccurrences;
  const keep = (found: object[]): object[] => (wanted ? found : []);
  const first = choose.integer(0, 2);
  const byKeyword = callKeywords.slice(first).map(({ name, phrases }, position) => {
    const found = phrases.map((phrase) => {
      const occurrences = occurrencesOf(company, call, people, choose, scaled(company, choose.integer(0, 4)));
      return { phrase, count: occurrences.length, occurrences: keep(occurrences) };
    });
    const count = found.reduce((sum, phrase) => sum + phrase.count, 0);
    return {
      id: company.trackerIds.encode(first + position),
      name: position === 0 ? `${name}${editMark(edits, 'trackers')}` : name,
      count,
      type: 'KEYWORD',
      occurrences: [],
      phrases: found,
    };
  });
  const firstSmart = choose.integer(0, 2);
  const bySense = smart.slice(firstSmart).map((name, position) => {
    const occurrences = occurrencesOf(company, call, people, choose, choose.integer(0, 3));
    const id = company.trackerIds.encode(firstSmartTracker + firstSmart + position);
    return {
      id,
      name,
      count: occurrences.length,
      type: 'SMART',
      occurrences: keep(occurrences),
      phrases: [],
    };
  });
  return [...byKeyword, ...bySense];
}

function occurrencesOf(
  company: Company,
  call: number,
  people: readonly Participant[],
  choose: Random,
  length: number,
): object[] {
  return Array.from({ length }, () => ({
    startTime: second(company, call, choose),
    speakerId: choose.pick(people).speakerId,
  }));
}
