/** How much there is of what a company sets up once. */
export interface ReferenceOptions {
  /** At least 1, default 3. The last one is empty, unless it is the only one. */
  readonly workspaces?: number;
  /** Definitions of keyword trackers; default 6. */
  readonly keywordTrackers?: number;
  /** Folders of the library; default 8. */
  readonly libraryFolders?: number;
  /** The most that a folder can hold; default 12. */
  readonly folderCalls?: number;
  /** Outcomes that calls can be given by hand; default 8. */
  readonly callOutcomes?: number;
  /** Settings of AI briefs; default 4. */
  readonly aiBriefs?: number;
  /** Permission profiles of each workspace; default 3. */
  readonly permissionProfiles?: number;
  /** 1 (the default) for a company with a generic CRM, whose objects are uploaded; 0 for one with any other CRM. */
  readonly crmIntegrations?: 0 | 1;
  /** Fields of each type of object in the generic CRM; default 6. */
  readonly crmFields?: number;
  /** As what the name of a field is sent: the schema of Gong's document says `uniqueName` (default), its example `name`. */
  readonly crmFieldNames?: 'uniqueName' | 'name';
}

export function settleReference(options: ReferenceOptions): Required<ReferenceOptions> {
  const { workspaces = 3 } = options;
  if (!(workspaces >= 1)) throw new RangeError(`a company has at least one workspace, not ${workspaces}`);
  return {
    workspaces,
    keywordTrackers: options.keywordTrackers ?? 6,
    libraryFolders: options.libraryFolders ?? 8,
    folderCalls: options.folderCalls ?? 12,
    callOutcomes: options.callOutcomes ?? 8,
    aiBriefs: options.aiBriefs ?? 4,
    permissionProfiles: options.permissionProfiles ?? 3,
    crmIntegrations: options.crmIntegrations ?? 1,
    crmFields: options.crmFields ?? 6,
    crmFieldNames: options.crmFieldNames ?? 'uniqueName',
  };
}
