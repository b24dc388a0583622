import type { Company } from './company.ts';

/** Name, whether the call was connected, sentiment, and what happens to its to-do. */
type Outcome = readonly [name: string, category: string, sentiment: string, todoAction: string];

const defaults: readonly Outcome[] = [
  ['Connected', 'ANSWERED', 'NEUTRAL', 'COMPLETE'],
  ['Meeting booked', 'ANSWERED', 'POSITIVE', 'COMPLETE_AND_REMOVE'],
  ['Call back later', 'ANSWERED', 'NEUTRAL', 'COMPLETE'],
  ['Not interested', 'ANSWERED', 'NEGATIVE', 'COMPLETE_AND_REMOVE'],
  ['Do not contact', 'ANSWERED', 'NEGATIVE', 'COMPLETE_AND_REMOVE'],
  ['No answer', 'NOT_ANSWERED', 'NEUTRAL', 'COMPLETE'],
  ['Left voicemail', 'NOT_ANSWERED', 'NEUTRAL', 'COMPLETE'],
  ['Mauvais numéro', 'NOT_ANSWERED', 'NEGATIVE', 'COMPLETE'],
];

/** The outcomes that a call can be given by hand, as GET /v2/call-outcomes sends them: without ids. */
export function callOutcomes({ settings }: Company): readonly object[] {
  return Array.from({ length: settings.callOutcomes }, (_, outcome) => {
    const [name, category, sentiment, todoAction] = defaults[outcome] ?? [
      `Outcome ${outcome + 1}`,
      'ANSWERED',
      'NEUTRAL',
      'COMPLETE',
    ];
    return {
      callOutcome: name,
      displayOrder: outcome + 1,
      connectStatus: category === 'ANSWERED' ? 'CONNECTED' : 'NOT_CONNECTED',
      sentiment,
      todoAction,
      automation: name === 'Do not contact' ? 'MARK_AS_OPT_OUT' : null,
      category,
    };
  });
}
