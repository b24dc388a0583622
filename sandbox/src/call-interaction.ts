import { scaled, second } from './call-content.ts';
import type { Edits } from './call-edits.ts';
import type { Company } from './company.ts';
import type { Participant } from './parties.ts';
import { random, share } from './random.ts';
import { writeSentence } from './words.ts';

const stats = [
  'Talk Ratio',
  'Longest Monologue',
  'Longest Customer Story',
  'Interactivity',
  'Patience',
] as const;
const segments = ['Browser', 'Presentation', 'WebcamPrimaryUser', 'WebcamNonCompany', 'Webcam'] as const;

interface Speaker {
  readonly id: string;
  readonly userId: string | null;
  readonly talkTime: number;
}

interface NamedValue {
  readonly name: string;
  readonly value: number;
}

interface Segment {
  readonly name: string;
  readonly duration: number;
}

interface Questions {
  readonly companyCount: number;
  readonly nonCompanyCount: number;
}

export function speakers(company: Company, call: number, people: readonly Participant[]): Speaker[] {
  const choose = random(company.settings.seed, 'speakers', call);
  return people
    .filter(({ speakerId }) => speakerId !== null)
    .map(({ id, userId }) => ({ id, userId, talkTime: second(company, call, choose) }));
}

export function interactionStats(company: Company, call: number): NamedValue[] {
  const choose = random(company.settings.seed, 'stats', call);
  return stats
    .slice(choose.chance(0.1) ? 5 : 0)
    .map((name) => ({ name, value: choose.integer(0, 10_000) / 100 }));
}

export function video(company: Company, call: number): Segment[] {
  const choose = random(company.settings.seed, 'video', call);
  if (company.times.conference[call] !== 1) return [];
  const shown = segments.slice(choose.integer(0, 4));
  // Some things are shown a second time.
  const again = choose.chance(0.15) ? shown.slice(-1) : [];
  return [...shown, ...again].map((name) => ({ name, duration: second(company, call, choose) }));
}

export function questions(company: Company, call: number): Questions | null {
  const choose = random(company.settings.seed, 'questions', call);
  if (share(company.settings.seed, 'no questions', call) < 0.05) return null;
  return { companyCount: choose.integer(0, 30), nonCompanyCount: choose.integer(0, 30) };
}

/** With one more for each time at which comments were edited. */
export function publicComments(company: Company, call: number, edits?: Edits): object[] {
  const { users } = company.settings;
  const count = users === 0 ? 0 : (edits?.get('comments') ?? 0);
  const added = Array.from({ length: count }, (_, place) => ({
    id: company.commentIds.encode(call * 64 + 63 - place),
    audioStartTime: place,
    audioEndTime: place + 1,
    commenterUserId: company.userIds.encode(place % users),
    comment: `Edited ${place}`,
    posted: company.write((company.history?.published[call] ?? 0) + place),
    inReplyTo: null,
    duringCall: false,
  }));
  return [...firstComments(company, call), ...added];
}

function firstComments(company: Company, call: number): object[] {
  const { seed, users } = company.settings;
  const choose = random(seed, 'comments', call);
  if (users === 0 || choose.chance(0.5)) return [];
  const ended = (company.times.started[call] ?? 0) + company.durationSeconds(call) * 1_000_000;
  return Array.from({ length: Math.min(48, scaled(company, choose.integer(1, 3))) }, (_, position) => {
    const audioStartTime = second(company, call, choose);
    const tagged = company.userIds.encode(choose.integer(0, users - 1));
    return {
      id: company.commentIds.encode(call * 64 + position),
      audioStartTime,
      audioEndTime: audioStartTime + choose.integer(0, 20),
      commenterUserId: company.userIds.encode(choose.integer(0, users - 1)),
      comment: `@[Grace Müller](${tagged}) ${writeSentence(choose)}`,
      posted: company.write(Math.min(ended, company.settings.until)),
      inReplyTo: position === 0 ? null : company.commentIds.encode(call * 64),
      duringCall: choose.chance(0.2),
    };
  });
}

/** Without a key the signature is the same at every request. */
export function media(company: Company, call: number, signingKey = ''): object {
  const id = company.callIds.encode(call);
  const file = `https://media.example.com/recordings/${id}`;
  const signature = `X-Expires=28800&X-Signature=${Buffer.from(`${id}${signingKey}`).toString('base64url')}`;
  return {
    audioUrl: `${file}.mp3?${signature}`,
    ...(company.times.conference[call] === 1 ? { videoUrl: `${file}.mp4?${signature}` } : {}),
  };
}
