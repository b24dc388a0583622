import type { Sandbox } from '../src/index.ts';

/** One HTTP answer: the parsed body next to its exact text. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly body: ReplyBody;
}

/** A record of the API as far as a test looks at it. */
export type Row = Record<string, unknown>;

interface ReplyBody {
  readonly requestId?: string;
  readonly errors?: readonly string[];
  readonly records?: {
    readonly totalRecords: number;
    readonly currentPageSize: number;
    readonly currentPageNumber: number;
    readonly cursor?: string;
  };
  readonly [envelopeKey: string]: unknown;
}

export interface Ask {
  readonly query?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: object | string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const free = { requestsPerSecond: 0, dailyRequestLimit: 0, until: '2026-11-01T00:00:00Z' } as const;

export const allContent = {
  context: 'Extended',
  contextTiming: ['Now', 'TimeOfCall'],
  exposedFields: {
    parties: true,
    content: {
      structure: true,
      topics: true,
      trackers: true,
      trackerOccurrences: true,
      brief: true,
      outline: true,
      highlights: true,
      callOutcome: true,
      keyPoints: true,
    },
    interaction: { speakers: true, video: true, personInteractionStats: true, questions: true },
    collaboration: { publicComments: true },
    media: true,
  },
};

export function credentialsOf(sandbox: Pick<Sandbox, 'config'>): { key: string; secret: string } {
  const config: { credentials: { access_key: string; access_key_secret: string } } = JSON.parse(
    JSON.stringify(sandbox.config),
  );
  return { key: config.credentials.access_key, secret: config.credentials.access_key_secret };
}

export function authorizationOf(sandbox: Pick<Sandbox, 'config'>): string {
  const { key, secret } = credentialsOf(sandbox);
  return `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
}

/** Asks with good credentials; a body makes it a POST of JSON. */
export async function ask(
  sandbox: Pick<Sandbox, 'config' | 'url'>,
  path: string,
  { query, body, method, headers }: Ask = {},
): Promise<Reply> {
  const response = await fetch(`${sandbox.url}${path}?${new URLSearchParams(query).toString()}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      authorization: authorizationOf(sandbox),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, body: parse(text) };
}

/** All replies of a walk to its end. */
export async function walk(sandbox: Sandbox, path: string, question: Ask = {}): Promise<Reply[]> {
  const replies: Reply[] = [];
  let cursor: string | undefined;
  do {
    const reply = await ask(sandbox, path, withCursor(question, cursor));
    replies.push(reply);
    cursor = reply.body.records?.cursor;
  } while (cursor !== undefined);
  return replies;
}

export function withCursor(question: Ask, cursor: string | undefined): Ask {
  if (cursor === undefined) return question;
  return typeof question.body !== 'object'
    ? { ...question, query: { ...question.query, cursor } }
    : { ...question, body: { ...question.body, cursor } };
}

/** The records of a reply. */
export function rowsOf(reply: Reply, envelopeKey: string): Row[] {
  const body: Readonly<Record<string, Row[] | undefined>> = JSON.parse(reply.text);
  return body[envelopeKey] ?? [];
}

/** The records of a walk to its end. */
export async function readAll(
  sandbox: Sandbox,
  path: string,
  envelopeKey: string,
  question: Ask = {},
): Promise<Row[]> {
  return (await walk(sandbox, path, question)).flatMap((reply) => rowsOf(reply, envelopeKey));
}

/** A record of its JSON text. */
export function parseRow(text: string): Row {
  const row: Row = JSON.parse(text);
  return row;
}

function parse(text: string): ReplyBody {
  try {
    const body: ReplyBody = JSON.parse(text);
    return body;
  } catch {
    return {};
  }
}
