import type { JsonObject } from '../base/json-object.ts';
import { metaDataOf } from '../streams/call-lists.ts';
import { SECOND } from '../base/instant.ts';
import { formatPosition } from '../base/position.ts';
import { formatDuration } from '../base/duration.ts';
import { wrapText } from '../terminal/wrap.ts';
import { listAt, numberAt, objectAt, objectsAt } from '../base/json-fields.ts';
import { lineAt, textAt } from './call-fields.ts';
import { formatTranscript } from './transcript-view.ts';

/** Longer lines are hard to read. */
const WIDEST = 100;

const INDENT = '  ';

/** Returns a call as a person reads it, for a terminal of so many columns. */
export function formatCall(call: JsonObject, transcript: JsonObject | undefined, columns: number): string {
  const width = Math.min(columns, WIDEST);
  const content = objectAt(call, 'content');
  const nextSteps = objectsAt(content, 'highlights')
    .filter((highlight) => /next steps?/i.test(lineAt(highlight, 'title')))
    .flatMap((highlight) => objectsAt(highlight, 'items'));
  const sections = [
    wrapText(headOf(call), width),
    section(
      'People',
      objectsAt(call, 'parties').map((party) => bullet(describeParty(party), width)),
    ),
    section('Brief', [wrapText(textAt(content, 'brief'), width, INDENT)]),
    section(
      'Outline',
      byStart(objectsAt(content, 'outline')).flatMap((part) => formatPart(part, width)),
    ),
    section(
      'Key points',
      objectsAt(content, 'keyPoints').map((point) => bullet(lineAt(point, 'text'), width)),
    ),
    section(
      'Next steps',
      nextSteps.map((step) => bullet(lineAt(step, 'text'), width)),
    ),
    section('Transcript', formatTranscript(transcript, objectsAt(call, 'parties'), width, INDENT)),
  ];
  return `${sections.filter((each) => each !== '').join('\n\n')}\n`;
}

/** Nothing where there are no lines. */
function section(title: string, lines: readonly string[]): string {
  const written = lines.filter((line) => line !== '');
  return written.length === 0 ? '' : [title, ...written].join('\n');
}

function bullet(text: string, width: number, indent = INDENT): string {
  return text === '' ? '' : `${indent}- ${wrapText(text, width, `${indent}  `).trimStart()}`;
}

function headOf(call: JsonObject): string {
  const metaData = metaDataOf(call);
  const duration = numberAt(metaData, 'duration');
  const facts = [
    formatStart(lineAt(metaData, 'started')),
    duration === undefined ? '' : formatDuration(duration * SECOND),
    lineAt(metaData, 'direction'),
    lineAt(metaData, 'system'),
    metaData['isPrivate'] === true ? 'private' : '',
  ];
  const accounts = accountsOf(call);
  return [
    lineAt(metaData, 'title') || 'A call without a title',
    facts.filter((fact) => fact !== '').join(' · '),
    accounts.length === 0 ? '' : `With ${accounts.join(', ')}`,
    lineAt(metaData, 'url'),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

/** In the time of the company, as Gong sends it. */
function formatStart(started: string): string {
  const [, date, time, offset] =
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?(Z|[+-]\d\d:\d\d)$/.exec(started) ?? [];
  if (date === undefined || time === undefined) return started;
  return `${date} ${time} UTC${offset === 'Z' ? '' : offset}`;
}

/** The names of the accounts in the CRM, each once. */
function accountsOf(call: JsonObject): string[] {
  const names = objectsAt(call, 'context')
    .flatMap((context) => objectsAt(context, 'objects'))
    .filter(({ objectType }) => objectType === 'Account')
    .flatMap((object) => objectsAt(object, 'fields'))
    .filter(({ name }) => name === 'Name')
    .map((field) => lineAt(field, 'value'));
  return [...new Set(names)].filter((name) => name !== '');
}

function describeParty(party: JsonObject): string {
  const address = lineAt(party, 'emailAddress');
  const name = lineAt(party, 'name') || address || lineAt(party, 'phoneNumber') || 'somebody without a name';
  // The company itself is not on the record.
  const company = address.split('@')[1] ?? '';
  const methods = listAt(party, 'methods');
  const isAbsent = methods.includes('Invitee') && !methods.includes('Attendee');
  const affiliation = lineAt(party, 'affiliation').toLowerCase();
  const remarks = [affiliation === 'unknown' ? '' : affiliation, isAbsent ? 'invited only' : ''];
  const remark = remarks.filter((each) => each !== '').join(', ');
  const known = [name, lineAt(party, 'title'), company].filter((each) => each !== '').join(', ');
  return remark === '' ? known : `${known} (${remark})`;
}

/** As they come in the call: Gong sends them in any order. Those without a time are last. */
function byStart(parts: readonly JsonObject[]): readonly JsonObject[] {
  return parts.toSorted((one, other) => startOf(one) - startOf(other));
}

function startOf(part: JsonObject): number {
  return numberAt(part, 'startTime') ?? Number.MAX_VALUE;
}

function formatPart(part: JsonObject, width: number): string[] {
  const startSeconds = numberAt(part, 'startTime');
  const position = startSeconds === undefined ? '' : `${formatPosition(startSeconds)}  `;
  const title = wrapText(position + lineAt(part, 'section'), width, INDENT);
  const items = byStart(objectsAt(part, 'items')).map((item) =>
    bullet(lineAt(item, 'text'), width, INDENT.repeat(2)),
  );
  return [title, ...items];
}
