import { Calendar, type Period } from '../base/calendar.ts';
import { CallParticipants } from './call-participants.ts';
import { CallSpeakers } from './call-speakers.ts';
import { CallInteractionStats } from './call-interaction-stats.ts';
import { CallTrackers } from './call-trackers.ts';
import { CallTopics } from './call-topics.ts';
import { CallOutline } from './call-outline.ts';
import { CallDocuments } from './call-documents.ts';
import { CallHighlights } from './call-highlights.ts';
import { CallKeyPoints } from './call-key-points.ts';
import { CallCrmObjects } from './call-crm-objects.ts';
import { CallComments } from './call-comments.ts';
import { TranscriptSentences } from './transcript-sentences.ts';
import { ScorecardAnswers } from './scorecard-answers.ts';
import { AiBriefs } from './ai-briefs.ts';
import { AnsweredScorecards } from './answered-scorecards.ts';
import { CallOutcomes } from './call-outcomes.ts';
import { CallTranscripts } from './call-transcripts.ts';
import { CallUsersAccess } from './call-users-access.ts';
import { onlyId } from './call-filters.ts';
import { callLists, type CallLists } from './call-lists.ts';
import { Calls } from './calls.ts';
import { Coaching } from './coaching.ts';
import { CrmEntitySchema } from './crm-entity-schema.ts';
import { CrmIntegrations } from './crm-integrations.ts';
import { ExtensiveCalls } from './extensive-calls.ts';
import { FlowFolders } from './flow-folders.ts';
import { FlowProspects } from './flow-prospects.ts';
import { FlowSteps } from './flow-steps.ts';
import { Flows } from './flows.ts';
import { KeywordTrackers } from './keyword-trackers.ts';
import { LibraryFolderContent } from './library-folder-content.ts';
import { libraryFolderListOf, LibraryFolders } from './library-folders.ts';
import { Logs } from './logs.ts';
import { PermissionProfileUsers } from './permission-profile-users.ts';
import { permissionProfileListOf, PermissionProfiles } from './permission-profiles.ts';
import { Scorecards } from './scorecards.ts';
import { StatsActivityAggregateByPeriod } from './stats-activity-aggregate-by-period.ts';
import { StatsActivityAggregate } from './stats-activity-aggregate.ts';
import { StatsActivityDayByDay } from './stats-activity-day-by-day.ts';
import { StatsInteraction } from './stats-interaction.ts';
import type { CompanyDays } from './company-calendar.ts';
import type { Stream } from './stream.ts';
import { Tasks } from './tasks.ts';
import { UserSettingsHistory } from './user-settings-history.ts';
import { Users } from './users.ts';
import { Workspaces } from './workspaces.ts';

/** What streams depend on beside Gong. */
export interface StreamSettings {
  /** The lists of calls that the streams of calls are fed by, with the filters by which workspaces are chosen as well. */
  readonly lists?: CallLists;
  /** Only for what is asked for by days. */
  readonly days?: CompanyDays;
  readonly statsPeriod?: Period;
  /** The most CRM ids of which flows are asked for. */
  readonly flowProspectsLimit?: number;
}

/** Returns every stream, in the order of the catalog. */
export function createStreams({
  lists = callLists,
  days = { calendar: new Calendar(), earliest: 0, known: {} },
  statsPeriod = 'WEEK',
  flowProspectsLimit = 0,
}: StreamSettings = {}): readonly Stream[] {
  const { workspaceIds } = lists.filters;
  const workspaceId = onlyId(workspaceIds);
  const folders = libraryFolderListOf(workspaceIds);
  const profiles = permissionProfileListOf(workspaceIds);
  return [
    new Users(),
    new Calls(lists),
    new ExtensiveCalls(lists),
    new Scorecards(),
    new AnsweredScorecards(),
    new CallTranscripts(lists),
    new Workspaces(),
    new KeywordTrackers(workspaceIds),
    new LibraryFolders(folders),
    new LibraryFolderContent(folders),
    new CallOutcomes(),
    new AiBriefs(workspaceIds),
    new CallUsersAccess(lists),
    new StatsInteraction(days),
    new StatsActivityAggregate(days),
    new StatsActivityAggregateByPeriod(days, statsPeriod),
    new StatsActivityDayByDay(days),
    new Coaching(days, workspaceIds),
    new UserSettingsHistory(),
    new PermissionProfiles(profiles),
    new PermissionProfileUsers(profiles),
    new Logs(),
    new Tasks(workspaceId),
    new Flows(workspaceId),
    new FlowFolders(workspaceId),
    new FlowSteps(workspaceId),
    new FlowProspects(flowProspectsLimit),
    new CrmIntegrations(),
    new CrmEntitySchema(),
    new CallParticipants(lists),
    new CallSpeakers(lists),
    new CallInteractionStats(lists),
    new CallTrackers(lists),
    new CallTopics(lists),
    new CallOutline(lists),
    new CallHighlights(lists),
    new CallKeyPoints(lists),
    new CallCrmObjects(lists),
    new CallComments(lists),
    new TranscriptSentences(lists),
    new ScorecardAnswers(),
    new CallDocuments(lists),
  ];
}

/** For all that depends on no company: names, keys, schemas, scopes. */
export const streams = createStreams();
