import { editMark, type Edits } from './call-edits.ts';
import type { Company } from './company.ts';
import { random, type Random } from './random.ts';
import { writeTitle } from './words.ts';

/** The 20 fields of a call; a field of value undefined is left out of the answer. */
export type CallRecord = Record<string, unknown>;

const conferencing = ['Zoom', 'Google Meet', 'Webex', 'Microsoft Teams'] as const;
const telephony = ['Outreach', 'RingCentral', 'Aircall', 'Gong Connect'] as const;
const directions = ['Inbound', 'Outbound', 'Outbound', 'Unknown'] as const;
const scopes = ['External', 'External', 'External', 'Internal', 'Unknown'] as const;
const languages = ['eng', 'eng', 'eng', 'ger', 'fre', 'jpn', 'und', 'zxx'] as const;
const purposes = ['Demo Call', 'Discovery', 'Support', 'QBR "Q3"'] as const;
const dispositions = ['Got the gatekeeper', 'Left voicemail', 'Meeting set'] as const;
const meetingHosts = [
  'zoom.us/j/',
  'meet.google.com/',
  'acme.webex.com/meet/',
  'teams.microsoft.com/l/',
] as const;

export function callRecord(company: Company, call: number, edits?: Edits): CallRecord {
  const choose = random(company.settings.seed, 'call', call);
  const id = company.callIds.encode(call);
  const conference = company.times.conference[call] === 1;
  const imported = company.isImported(call);
  const shift = company.startShift(call, edits);
  const scheduled = (company.times.scheduled[call] ?? Number.NaN) + shift;
  const host = company.hostOf(call);
  const system = choose.integer(0, 3);
  // Some records leave out what others send as null.
  const nothing = choose.chance(0.1) ? undefined : null;
  const sometimes = <T>(probability: number, value: T): T | null | undefined =>
    choose.chance(probability) ? value : nothing;
  const title = sometimes(0.97, writeTitle(choose));
  return {
    id,
    url: `https://app.gong.io/call?id=${id}`,
    title: edits?.has('title') === true ? `${title ?? ''}${editMark(edits, 'title')}` : title,
    scheduled: Number.isNaN(scheduled) ? nothing : company.write(scheduled),
    started: company.write((company.times.started[call] ?? 0) + shift),
    duration: company.durationSeconds(call),
    primaryUserId: host === undefined ? nothing : company.userIds.encode(host),
    direction: conference ? 'Conference' : choose.pick(directions),
    system: conference ? conferencing[system] : imported ? 'Public API' : telephony[system],
    scope: scopeOf(company, call, choose.pick(scopes)),
    media: conference && choose.chance(0.9) ? 'Video' : 'Audio',
    language: sometimes(0.98, choose.pick(languages)),
    workspaceId: company.workspaceOf(call),
    sdrDisposition: conference ? nothing : sometimes(0.6, choose.pick(dispositions)),
    clientUniqueId: conference ? nothing : sometimes(0.9, uniqueId(choose)),
    customData: imported
      ? sometimes(0.7, `{"campaign":"Ø-${choose.integer(1, 99)}","tags":["a","b"]}`)
      : nothing,
    purpose: sometimes(0.3, choose.pick(purposes)),
    meetingUrl: conference ? `https://${meetingHosts[system]}${choose.integer(1e9, 9e9)}` : nothing,
    isPrivate: choose.chance(0.03) !== ((edits?.get('privacy') ?? 0) % 2 === 1),
    calendarEventId: conference ? sometimes(0.8, `${uniqueId(choose)}@google.com`) : nothing,
  };
}

/** Of an internal call no other word is true; beside that, what Gong calls a call does not always fit its parties. */
function scopeOf(company: Company, call: number, usual: string): string {
  return company.isInternal(call) ? 'Internal' : usual;
}

function uniqueId(choose: Random): string {
  return `${choose.integer(1e8, 9e8).toString(36)}${choose.integer(1e8, 9e8).toString(36)}`;
}
