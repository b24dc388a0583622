import type { Company } from './company.ts';
import { idSpace, type IdSpace } from './ids.ts';
import { folderIds } from './library-folders.ts';
import { permissions } from './permissions.ts';
import { random, share, type Random } from './random.ts';
import { emailAddressOf, userName } from './user-record.ts';

const names = ['Admin', 'Business user', 'Manager', 'Nur lesen – „extern“', 'Sales rep'] as const;
const levels = ['all', 'managers-team', 'report-to-them', 'own', 'none'] as const;

/** A permission profile as GET /v2/all-permission-profiles sends it: without a word about its workspace. */
export interface PermissionProfile {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** A user as GET /v2/permission-profile/users sends one. */
export interface ProfileUser {
  readonly id: string;
  readonly fullName: string;
  readonly emailAddress: string;
}

export function profileIds({ settings }: Company): IdSpace {
  const count = settings.workspaces * settings.permissionProfiles;
  return idSpace(settings.seed, 'permission profile', 19, count);
}

/** Those of a workspace, in the alphabetical order of their names. */
export function permissionProfiles(company: Company, workspace: number): readonly PermissionProfile[] {
  const count = company.settings.permissionProfiles;
  return Array.from({ length: count }, (_, place) => permissionProfile(company, workspace * count + place));
}

/** A user has at most one profile in each workspace. */
export function profileUsers(company: Company, profile: number): readonly ProfileUser[] {
  const { seed, users, permissionProfiles: count } = company.settings;
  const workspace = Math.floor(profile / count);
  return Array.from({ length: users }, (_, user) => user)
    .filter(
      (user) => Math.floor(share(seed, `profile ${workspace}`, user) * (count + 0.3)) === profile % count,
    )
    .map((user) => ({
      id: company.userIds.encode(user),
      fullName: userName(company, user).full,
      emailAddress: emailAddressOf(company, user),
    }));
}

function permissionProfile(company: Company, profile: number): PermissionProfile {
  const { seed, permissionProfiles: count } = company.settings;
  const choose = random(seed, 'permission profile', profile);
  const place = profile % count;
  const access = (): object => accessOf(company, choose);
  return {
    id: profileIds(company).encode(profile),
    name: names[place] ?? `Team ${String(place).padStart(4, '0')}`,
    description: choose.chance(0.6) ? `What a ${names[place] ?? 'team'} may do.` : null,
    callsAccess: access(),
    libraryFolderAccess: libraryAccess(company, choose),
    dealsAccess: access(),
    forecastPermissions: {
      forecastAccess: access(),
      forecastEditSubmissions: access(),
      forecastEditTargets: access(),
    },
    coachingAccess: access(),
    insightsAccess: access(),
    usageAccess: access(),
    emailsAccess: access(),
    ...Object.fromEntries(permissions.map((permission) => [permission, choose.chance(0.6)])),
  };
}

/** Lists that do not apply are null. */
function accessOf(company: Company, choose: Random): object {
  const { users } = company.settings;
  const permissionLevel = choose.pick(levels);
  const teamLeadIds =
    permissionLevel === 'managers-team' && users > 0
      ? [company.userIds.encode(choose.integer(0, Math.min(users, 12) - 1))]
      : null;
  return { permissionLevel, teamLeadIds };
}

function libraryAccess(company: Company, choose: Random): object {
  const { libraryFolders } = company.settings;
  const permissionLevel = choose.pick(['none', 'all', 'specific-folders']);
  const isSpecific = permissionLevel === 'specific-folders' && libraryFolders > 0;
  const may = (): boolean => permissionLevel !== 'none' && choose.chance(0.5);
  return {
    permissionLevel,
    libraryFolderIds: isSpecific ? [folderIds(company).encode(choose.integer(0, libraryFolders - 1))] : null,
    managePublicFolder: may(),
    manageStreams: may(),
    manageFolderCalls: may(),
    shareFoldersAndStreams: may(),
  };
}
