import { keywordTrackers, type KeywordTracker } from './keyword-trackers.ts';
import { presentEntries } from './list-history.ts';
import { scorecards, type Scorecard } from './scorecards.ts';
import type { World } from './world.ts';

export function presentScorecards(world: World): Scorecard[] {
  const { company } = world;
  const when = { settings: company.settings, list: 'scorecard', instant: world.publication() } as const;
  return presentEntries(scorecards(company), when, (scorecard) => ({
    ...scorecard,
    scorecardName: `${scorecard.scorecardName} (changed)`,
  }));
}

export function presentTrackers(world: World): KeywordTracker[] {
  const { company } = world;
  const when = { settings: company.settings, list: 'tracker', instant: world.publication() } as const;
  return presentEntries(keywordTrackers(company), when, (tracker) => ({
    ...tracker,
    trackerName: `${String(tracker['trackerName'])} (changed)`,
  }));
}
