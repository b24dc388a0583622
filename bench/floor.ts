import { write } from 'node:fs';
import { promisify } from 'node:util';
import { request } from 'undici';

/**
 * The least that a Node program can do: ask for a page, parse it, write each record as a message, wait until the
 * pipe has taken the page, go on to the next one. No retries, no checks, no state, no windows, no limit.
 *
 * Arguments: address, Authorization header, calls | extensiveCalls, and `parse` or, to see how fast the sandbox is
 * by itself, `discard`.
 */
interface Page {
  readonly records: { readonly cursor?: string };
  readonly calls: readonly {
    readonly isPrivate?: boolean;
    readonly metaData?: { readonly isPrivate?: boolean };
  }[];
}

const writeTo = promisify(write);
const [address = '', authorization = '', stream = 'calls', mode = 'parse'] = process.argv.slice(2);

const everything = {
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

async function ask(cursor: string | undefined): Promise<string> {
  const extensive = stream === 'extensiveCalls';
  const query = extensive || cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  const { statusCode, body } = await request(`${address}/v2/calls${extensive ? '/extensive' : query}`, {
    method: extensive ? 'POST' : 'GET',
    headers: { authorization, 'content-type': 'application/json' },
    ...(extensive ? { body: JSON.stringify({ filter: {}, contentSelector: everything, cursor }) } : {}),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${statusCode}: ${text.slice(0, 200)}`);
  return text;
}

async function send(lines: string): Promise<void> {
  let rest = Buffer.from(lines);
  while (rest.length > 0) rest = rest.subarray((await writeTo(1, rest)).bytesWritten);
}

const head = `{"type":"RECORD","record":{"stream":"${stream}","data":`;
let cursor: string | undefined;
do {
  const text = await ask(cursor);
  if (mode === 'discard') {
    cursor = /^.{0,300}?"cursor":"([^"]*)"/.exec(text)?.[1];
  } else {
    const page: Page = JSON.parse(text);
    const end = `,"emitted_at":${Date.now()}}}\n`;
    let lines = '';
    for (const call of page.calls) {
      if (call.isPrivate !== true && call.metaData?.isPrivate !== true) {
        lines += head + JSON.stringify(call) + end;
      }
    }
    await send(lines);
    cursor = page.records.cursor;
  }
} while (cursor !== undefined);
