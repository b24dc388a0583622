import type { Company } from './company.ts';
import { idSpace } from './ids.ts';
import { random } from './random.ts';

/** A question as the definition tells it; the answers repeat the three first members. */
export interface Question {
  readonly questionId: string;
  readonly questionRevisionId: string;
  readonly isOverall: boolean;
  readonly questionType: string;
  readonly maxRange: string | null;
}

/** A scorecard definition in the live shape: ids and ranges are strings. */
export interface Scorecard {
  readonly scorecardId: string;
  readonly scorecardName: string;
  readonly reviewMethod: 'AUTOMATIC' | 'MANUAL';
  readonly questions: readonly Question[];
}

const names = [
  'SDR Call Scorecard',
  'Discovery',
  'AI: Objections',
  'Demo – „Tiefe“',
  'Renewal 🔁',
  'AI: Next steps',
];
const texts = [
  'Overall impression?',
  'Was a next step agreed?',
  'Which "objections" came up?',
  'Notes',
] as const;
const types = ['RANGE', 'SINGLE_SELECT', 'MULTI_SELECT', 'OPEN'] as const;
const day = 86_400 * 1_000_000;

/** Of every three definitions the last is answered by Gong's AI. */
export function scorecards(company: Company): readonly Scorecard[] {
  const { seed, scorecards: count } = company.settings;
  const ids = idSpace(seed, 'scorecard', 19, count);
  const questionIds = idSpace(seed, 'question', 18, count * 8);
  return Array.from({ length: count }, (_, card) => {
    const choose = random(seed, 'scorecard', card);
    const created = wholeSecond(
      company.settings.from - choose.integer(1, 400) * day - choose.integer(0, 86_399) * 1e6,
    );
    const times = {
      created: company.write(created),
      updated: company.write(wholeSecond(created + (company.settings.from - created) * choose.next())),
    };
    const updaterUserId = choose.chance(0.4) ? '-1' : company.userIds.encode(0);
    const questions = texts.map((questionText, position) => ({
      questionId: questionIds.encode(card * 8 + position),
      questionRevisionId: questionIds.encode(card * 8 + 4 + position),
      questionText,
      isOverall: position === 0,
      questionType: types[position] ?? 'OPEN',
      answerGuide: choose.chance(0.5) ? 'Listen to the last five minutes.\nThen decide.' : null,
      minRange: position === 0 ? '1' : null,
      maxRange: position === 0 ? '5' : null,
      answerOptions:
        position === 1 || position === 2
          ? ['Yes', 'No', 'Partly'].map((text, option) => ({ id: option + 1, text }))
          : null,
      updaterUserId,
      ...times,
    }));
    return {
      scorecardId: ids.encode(card),
      scorecardName: `${names[card % names.length] ?? ''}${card < names.length ? '' : ` ${card}`}`,
      workspaceId: company.workspaceIds.encode(card % Math.min(2, company.settings.workspaces)),
      enabled: choose.chance(0.8),
      updaterUserId,
      ...times,
      reviewMethod: card % 3 === 2 ? ('AUTOMATIC' as const) : ('MANUAL' as const),
      questions,
    };
  });
}

function wholeSecond(time: number): number {
  return Math.floor(time / 1e6) * 1e6;
}
