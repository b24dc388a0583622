import { AiBriefs } from './ai-briefs.ts';
import { AnsweredScorecards } from './answered-scorecards.ts';
import { CallOutcomes } from './call-outcomes.ts';
import { CallTranscripts } from './call-transcripts.ts';
import { Calls } from './calls.ts';
import { CrmEntitySchema } from './crm-entity-schema.ts';
import { CrmIntegrations } from './crm-integrations.ts';
import { ExtensiveCalls } from './extensive-calls.ts';
import { KeywordTrackers } from './keyword-trackers.ts';
import { LibraryFolderContent } from './library-folder-content.ts';
import { LibraryFolders } from './library-folders.ts';
import { PermissionProfileUsers } from './permission-profile-users.ts';
import { PermissionProfiles } from './permission-profiles.ts';
import { Scorecards } from './scorecards.ts';
import type { Stream } from './stream.ts';
import { Users } from './users.ts';
import { Workspaces } from './workspaces.ts';

/** Every stream, in the order of the catalog. */
export const streams: readonly Stream[] = [
  new Users(),
  new Calls(),
  new ExtensiveCalls(),
  new Scorecards(),
  new AnsweredScorecards(),
  new CallTranscripts(),
  new Workspaces(),
  new KeywordTrackers(),
  new LibraryFolders(),
  new LibraryFolderContent(),
  new CallOutcomes(),
  new AiBriefs(),
  new PermissionProfiles(),
  new PermissionProfileUsers(),
  new CrmIntegrations(),
  new CrmEntitySchema(),
];
