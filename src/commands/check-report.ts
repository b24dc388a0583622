import type { Credentials } from '../config/credentials.ts';
import { ConfigError } from '../base/errors.ts';
import type { Redact } from '../protocol/redaction.ts';
import type { CheckedStream } from '../sync/check.ts';
import { plainLine } from '../terminal/plain-text.ts';
import { wrapText } from '../terminal/wrap.ts';
import type { Tried } from './try-streams.ts';

/** Of a shorter key the last characters would be too much of it. */
const MIN_KEY_LENGTH = 12;

/** The indent of what stands below a line: as wide as its mark and its gaps. */
const BELOW = '    ';

/** How a check is shown. */
export interface CheckView {
  /** The width of the terminal. */
  readonly columns: number;
  /** Masks secrets, before lines are broken, which could break a secret as well. */
  readonly redact: Redact;
}

/** Describes a check for people: whom it asked, a line a stream, and what to do. */
export function describeCheck(
  credentials: Credentials,
  { baseUrl, streams, failure, hints }: Tried,
  view: CheckView,
): string {
  const notes = [...reasonsOf(streams), ...hints];
  return [
    `Gong        ${view.redact(baseUrl)}`,
    view.redact(describeCredentials(credentials)),
    '',
    ...linesOf(streams, view),
    '',
    ...notes.flatMap((note) => [wrapText(view.redact(plainLine(note)), view.columns), '']),
    wrapText(verdictOf(streams, failure), view.columns),
    '',
  ].join('\n');
}

function describeCredentials(credentials: Credentials): string {
  if (credentials.type === 'OAuth2.0') return `OAuth app   ${plainLine(credentials.clientId)}`;
  const { accessKey: key } = credentials;
  return `Access key  ${key.length < MIN_KEY_LENGTH ? 'is too short to show' : `ends in ${key.slice(-4)}`}`;
}

/** What does not fit into a line stands below it: the remark, and on a narrow terminal the scope of every stream. */
function linesOf(streams: readonly CheckedStream[], { columns, redact }: CheckView): string[] {
  const nameWidth = Math.max(...streams.map(({ stream }) => stream.name.length));
  const scopeWidth = Math.max(...streams.map(({ stream }) => stream.scope.length));
  const isNarrow = BELOW.length + nameWidth + scopeWidth > columns;
  return streams.map(({ stream: { name, scope }, refusal }) => {
    const title = `${markOf(refusal)} ${name}`;
    const remark = redact(remarkOf(refusal, scope));
    const below = remark === '' ? '' : `\n${wrapText(remark, columns, BELOW)}`;
    if (isNarrow) return `${title}\n${wrapText(scope, columns, BELOW)}${below}`;
    const line = `${title.padEnd(nameWidth + 2)}  ${scope}`;
    const whole = `${line.padEnd(BELOW.length + nameWidth + scopeWidth)}  ${remark}`.trimEnd();
    return whole.length > columns ? line + below : whole;
  });
}

/** A cross says that Gong refuses; a question mark that nothing is known, since Gong could not be asked. */
function markOf(refusal: CheckedStream['refusal']): string {
  if (refusal === undefined) return '✓';
  return refusal.error instanceof ConfigError ? '✗' : '?';
}

/** What fits into a line; the rest stands below. */
function remarkOf(refusal: CheckedStream['refusal'], own: string): string {
  if (refusal?.scope === undefined) return '';
  const missing = refusal.scope === own ? 'is missing' : `${refusal.scope} is missing`;
  return `${missing}: add it to the credentials, or leave out the stream`;
}

/** Each reason once, with the streams that it concerns, but for missing scopes, which stand in the lines. */
function reasonsOf(streams: readonly CheckedStream[]): string[] {
  const namesByReason = new Map<string, string[]>();
  for (const { stream, refusal } of streams) {
    if (refusal === undefined || refusal.scope !== undefined) continue;
    const { message } = refusal.error;
    namesByReason.set(message, [...(namesByReason.get(message) ?? []), stream.name]);
  }
  return [...namesByReason].map(([reason, names]) =>
    names.length === streams.length ? reason : `${names.join(', ')}: ${reason}`,
  );
}

function verdictOf(streams: readonly CheckedStream[], failure: string | undefined): string {
  const unread = streams.flatMap(({ stream, refusal }) => (refusal === undefined ? [] : [stream.name]));
  if (failure !== undefined) return 'No stream can be read.';
  if (unread.length === 0) return 'All streams can be read.';
  const readable = `${streams.length - unread.length} of ${streams.length} streams can be read.`;
  return `${readable} The others can be left out: source-gong sync --exclude ${unread.join(',')}`;
}
