/** Places in an item of a list, without the numbers of entries: what is behind one is kept as well where it ends with a star. */
export type KeptFields = readonly string[];

/**
 * Of each endpoint: what tells its records from others or leads to them, and whether a call is private. A record in which
 * this is as it was has to go out.
 */
const KEPT: readonly (readonly [path: RegExp, fields: KeptFields])[] = [
  [/^\/v2\/users$/, ['id', 'emailAddress', 'managerId']],
  [/^\/v2\/calls$/, ['id', 'isPrivate']],
  [
    /^\/v2\/calls\/extensive$/,
    ['metaData', 'metaData.id', 'metaData.isPrivate', 'context*', 'parties', 'parties.context*'],
  ],
  [/^\/v2\/calls\/transcript$/, ['callId']],
  [/^\/v2\/calls\/users-access$/, ['callId', 'users', 'users.userId']],
  [/^\/v2\/settings\/scorecards$/, ['scorecardId']],
  [/^\/v2\/stats\/activity\/scorecards$/, ['answeredScorecardId']],
  [/^\/v2\/(?:workspaces|library\/folders|all-permission-profiles|permission-profile\/users)$/, ['id']],
  [/^\/v2\/settings\/trackers$/, ['trackerId']],
  [/^\/v2\/library\/folder-content$/, ['id', 'created']],
  [/^\/v2\/call-outcomes$/, ['callOutcome']],
  [/^\/v2\/settings\/briefs$/, ['briefId']],
  [/^\/v2\/stats\/(?:interaction|activity\/aggregate)$/, ['userId']],
  [
    /^\/v2\/stats\/activity\/aggregate-by-period$/,
    ['userId', 'userAggregateActivity', 'userAggregateActivity.fromDate'],
  ],
  [
    /^\/v2\/stats\/activity\/day-by-day$/,
    ['userId', 'userDailyActivityStats', 'userDailyActivityStats.fromDate'],
  ],
  [
    /^\/v2\/coaching$/,
    ['directReportsMetrics', 'directReportsMetrics.report', 'directReportsMetrics.report.id'],
  ],
  [/^\/v2\/users\/[^/]+\/settings-history$/, ['setting', 'time']],
  [/^\/v2\/tasks$/, ['id', 'contact', 'contact.crmId', 'additionalContacts*']],
  [/^\/v2\/flows(?:\/folders)?$/, ['id']],
  [/^\/v2\/flows\/steps$/, ['id', 'steps', 'steps.id']],
  [/^\/v2\/flows\/prospects$/, ['flowInstanceId']],
  [/^\/v2\/crm\/integrations$/, ['integrationId']],
  [/^\/v2\/crm\/entity-schema$/, ['uniqueName']],
];

export function keptFieldsOf(path: string): KeptFields {
  return KEPT.find(([pattern]) => pattern.test(path))?.[1] ?? [];
}

export function isKept(place: readonly string[], kept: KeptFields): boolean {
  const name = place.join('.');
  return kept.some((field) =>
    field.endsWith('*') ? `${name}.`.startsWith(`${field.slice(0, -1)}.`) : field === name,
  );
}
