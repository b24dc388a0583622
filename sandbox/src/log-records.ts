import type { Company } from './company.ts';
import type { Random } from './random.ts';

export const logTypes = [
  'AccessLog',
  'UserActivityLog',
  'UserCallPlay',
  'ExternallySharedCallAccess',
  'ExternallySharedCallPlay',
] as const;

export type LogType = (typeof logTypes)[number];

type Fields = Record<string, unknown>;

/**
 * Gong's document leaves open what is in a record. The names of plays and accesses are those that clients in use
 * expect; those of the first two are invented.
 */
export const logRecordOf: Readonly<
  Record<LogType, (company: Company, choose: Random, at: string) => Fields>
> = {
  AccessLog: (_company, choose) => ({
    auditId: auditId(choose),
    action: choose.pick(['LOGIN', 'LOGIN', 'LOGOUT', 'LOGIN_FAILED']),
    ipAddress: address(choose),
    userAgent: choose.chance(0.9) ? 'Mozilla/5.0 (X11; Linux x86_64)' : null,
  }),
  UserActivityLog: (_company, choose) => ({
    auditId: auditId(choose),
    action: choose.pick(['UPDATE_USER_SETTINGS', 'DELETE_CALL', 'CREATE_SCORECARD']),
    entity: { type: choose.pick(['USER', 'CALL', 'SCORECARD']), labels: ['a "b"', 'ü'] },
    success: choose.chance(0.9),
  }),
  UserCallPlay: (company, choose, at) => ({ call_id: callId(company, choose), ...play(choose, at) }),
  ExternallySharedCallAccess: (company, choose) => ({
    call_id: callId(company, choose),
    time_based_secure_sharing_id: sharingId(choose),
    page_viewer_ip: address(choose),
  }),
  ExternallySharedCallPlay: (company, choose, at) => ({
    time_based_secure_sharing_id: sharingId(choose),
    call_id: callId(company, choose),
    ...play(choose, at),
    // A number in the other log.
    sequence_num: String(choose.integer(0, 40)),
  }),
};

function play(choose: Random, at: string): Fields {
  const start = choose.integer(0, 300_000) / 100;
  return {
    video_player_instance_id: sharingId(choose),
    sequence_num: choose.integer(0, 40),
    play_speed: choose.pick([1, 1, 1.25, 1.5, 2]),
    device: choose.pick(['DESKTOP_WEB', 'IOS']),
    start_time: start,
    end_time: start + choose.integer(1, 600),
    event_time_on_device: at,
    offline: choose.chance(0.05),
    live: false,
  };
}

function callId({ callIds, settings }: Company, choose: Random): string | null {
  return settings.calls === 0 ? null : callIds.encode(choose.integer(0, settings.calls - 1));
}

function auditId(choose: Random): string {
  return `${choose.integer(1e8, 9e8)}${choose.integer(1e8, 9e8)}`;
}

function sharingId(choose: Random): string {
  return `${choose.integer(1e8, 9e8).toString(36)}-${choose.integer(1e8, 9e8).toString(36)}`;
}

function address(choose: Random): string {
  return `192.0.2.${choose.integer(1, 254)}`;
}
