import type { JsonObject } from './airbyte-message.ts';
import { entriesOf, objectAt, valueAt } from './json-paths.ts';

/** The names of Gong's that have a column; those of video stand in it as they are, after the word. */
const stats = {
  'Talk Ratio': 'talkRatio',
  'Longest Monologue': 'longestMonologue',
  'Longest Customer Story': 'longestCustomerStory',
  Interactivity: 'interactivity',
  Patience: 'patience',
};
const segments = ['Browser', 'Presentation', 'WebcamPrimaryUser', 'WebcamNonCompany', 'Webcam'];

/** The one row of a call about how people spoke with each other; none where Gong says nothing of that. */
export function interactionStats(call: JsonObject): JsonObject[] {
  const interaction = objectAt(call, 'interaction');
  if (interaction === undefined) return [];
  const row: Record<string, unknown> = { otherStats: null, otherVideo: null };
  for (const [name, column] of Object.entries(stats)) {
    row[column] = valueAt(
      entriesOf(interaction, 'interactionStats').find((one) => one['name'] === name),
      'value',
    );
  }
  for (const name of segments) {
    const shown = entriesOf(interaction, 'video').filter((one) => one['name'] === name);
    row[`video${name}`] =
      shown.length === 0 ? null : shown.reduce((sum, one) => sum + secondsOf(one['duration']), 0);
  }
  row['questionsCompanyCount'] = valueAt(interaction, 'questions.companyCount');
  row['questionsNonCompanyCount'] = valueAt(interaction, 'questions.nonCompanyCount');
  return [row];
}

function secondsOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
