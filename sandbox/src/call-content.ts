import { editMark, type Edits } from './call-edits.ts';
import type { Company } from './company.ts';
import { isUnanalysed, unlessMissing, type Gap } from './gaps.ts';
import { random, type Random } from './random.ts';
import { accounts, topics, writeParagraph, writeSentence } from './words.ts';

const outcomes = [
  { id: 'MEETING_BOOKED', category: 'Answered', name: 'Meeting booked' },
  { id: 'NOT_INTERESTED', category: 'Answered', name: 'Not interested' },
  { id: 'VOICEMAIL', category: 'Not answered', name: 'Left voicemail' },
] as const;

// Measured: what a record weighs without the lists that grow, and what those lists weigh at their usual length.
const fixedKilobytes = 4.9;
const growingKilobytes = 2.05;

/** The length of a list in a record of the size that was asked for. */
export function scaled(company: Company, usual: number): number {
  const growth = (company.settings.extensiveKilobytes - fixedKilobytes) / growingKilobytes;
  return usual === 0 ? 0 : Math.max(1, Math.round(usual * growth));
}

/** A section of what Gong says a call was about; times in seconds from the start of the call. */
export interface OutlineSection {
  readonly section: string;
  readonly startTime: number;
  readonly duration: number;
  readonly items: readonly { readonly text: string; readonly startTime: number }[];
}

/** Highlights of one kind. */
export interface Highlights {
  readonly title: string;
  readonly items: readonly { readonly text: string; readonly startTimes: readonly number[] }[];
}

export function structure(company: Company, call: number): object[] {
  const choose = random(company.settings.seed, 'structure', call);
  return ['Meeting Setup', 'Main Part', 'Wrap-up']
    .slice(0, choose.integer(0, 3))
    .map((name) => ({ name, duration: choose.integer(5, 1500) }));
}

export function topicDurations(company: Company, call: number): object[] {
  const choose = random(company.settings.seed, 'topics', call);
  return topics.slice(choose.integer(0, 4)).map((name) => ({ name, duration: choose.integer(0, 900) }));
}

export function brief(company: Company, call: number, edits?: Edits): string | null | undefined {
  const choose = random(company.settings.seed, 'brief', call);
  const count = edits?.get('brief') ?? 0;
  if (count > 0)
    return `Edited${count === 1 ? '' : ` ${count}`}: ${writeParagraph(choose, scaled(company, 6))}`;
  if (isUnanalysed(company, call)) return null;
  if (choose.chance(0.08)) return choose.chance(0.5) ? null : undefined;
  return `${choose.pick(accounts)}: ${writeParagraph(choose, scaled(company, 6))}`;
}

/** Sections follow each other through the call, the first some time after its start, with a pause between some. */
export function outline(company: Company, call: number): readonly OutlineSection[] | Gap {
  return unlessMissing(company, call, 'outline', () => {
    const choose = random(company.settings.seed, 'outline', call);
    const length = scaled(company, choose.integer(2, 4));
    const room = (company.durationSeconds(call) * 100) / length;
    return Array.from({ length }, (_, place): OutlineSection => {
      // In hundredths of a second, so that they can be added up exactly.
      const begin = Math.floor(room * (place + choose.next() * 0.3));
      const longest = Math.floor(room * (place + 1)) - begin;
      const texts = Array.from({ length: choose.integer(0, 4) }, () => writeSentence(choose));
      const section = choose.pick(topics);
      const taken = Math.floor(longest * Math.min(1, 0.5 + choose.next()));
      const items = texts.map((text, item) => ({
        text,
        startTime: (begin + Math.floor((taken * item) / texts.length)) / 100,
      }));
      return { section, startTime: begin / 100, duration: taken / 100, items };
    });
  });
}

export function highlights(company: Company, call: number): readonly Highlights[] | Gap {
  return unlessMissing(company, call, 'highlights', () => {
    const choose = random(company.settings.seed, 'highlights', call);
    return ['Next steps', 'Key points'].slice(choose.integer(0, 1)).map((title) => ({
      title,
      items: Array.from({ length: scaled(company, choose.integer(1, 4)) }, () => ({
        text: writeSentence(choose),
        startTimes: Array.from({ length: choose.integer(0, 3) }, () => second(company, call, choose)),
      })),
    }));
  });
}

export function callOutcome(company: Company, call: number): object | null | undefined {
  const choose = random(company.settings.seed, 'outcome', call);
  if (choose.chance(0.4)) return choose.chance(0.5) ? null : undefined;
  return choose.pick(outcomes);
}

export function keyPoints(company: Company, call: number, edits?: Edits): readonly object[] | Gap {
  const found = firstKeyPoints(company, call);
  if (edits?.has('keyPoints') !== true) return found;
  return [...(found ?? []), { text: `Next steps${editMark(edits, 'keyPoints')}` }];
}

function firstKeyPoints(company: Company, call: number): readonly object[] | Gap {
  return unlessMissing(company, call, 'key points', () => {
    const choose = random(company.settings.seed, 'key points', call);
    return Array.from({ length: scaled(company, choose.integer(0, 6)) }, () => ({
      text: writeSentence(choose),
    }));
  });
}

/** A moment of the call in seconds from its start, with at most two decimals. */
export function second(company: Company, call: number, choose: Random): number {
  return Math.floor(choose.next() * company.durationSeconds(call) * 100) / 100;
}
