import { EventEmitter } from 'node:events';
import type { ConfigSource } from '../config/source.ts';
import { ConfigError } from '../base/errors.ts';
import type { Gong, GongRequest } from '../gong/client.ts';
import type { GongEvents } from '../gong/events.ts';
import { paginate } from '../gong/pages.ts';
import { CHECK_RETRIES } from '../gong/retry.ts';
import type { JsonObject } from '../base/json-object.ts';
import { maskTexts } from '../protocol/masked-texts.ts';
import { extensiveRequest } from '../streams/call-lists.ts';
import { transcriptRequest } from '../streams/transcripts.ts';
import { ExtensiveCalls } from '../streams/extensive-calls.ts';
import { escapeControls } from '../terminal/plain-text.ts';
import { formatCall } from './call-view.ts';
import { logClient } from './client-log.ts';
import { openClient } from './client.ts';
import type { PeopleContext } from './command-context.ts';
import { loadConfig } from './load-config.ts';

export interface CallRequest {
  readonly config: ConfigSource;
  readonly id: string;
  /** Whether the records are wanted, as `read` sends them. */
  readonly isJson: boolean;
}

/** Where no terminal says how wide it is. */
const USUAL_COLUMNS = 80;

/** Prints one call with its transcript. */
export async function showCall(
  { config: source, id, isJson }: CallRequest,
  context: PeopleContext,
): Promise<void> {
  const { signal, output, print, terminal } = context;
  const config = await loadConfig(source, context);
  const events = new EventEmitter<GongEvents>();
  logClient(events, context);
  await using client = openClient(config, CHECK_RETRIES, context, events);
  const filter = { callIds: [id] };
  const findItem = async (itemsKey: string, request: GongRequest): Promise<JsonObject | undefined> => {
    const item = await firstItem(client.gong, request, itemsKey, signal);
    // Before lines are broken, which could break a secret as well.
    return maskTexts(item, (text) => output.redact(text));
  };
  const stream = new ExtensiveCalls();
  const call = await findItem('calls', extensiveRequest(filter));
  if (call === undefined) {
    throw new ConfigError(
      'Gong has no call with this id, or the user who made the access key, or authorised the app, may not see it. The id is the number behind id= in the address of the call in Gong. A call of the last hour may not be there yet.',
    );
  }
  if (stream.isPrivate(call) && !config.includePrivate) {
    throw new ConfigError(
      'This call is marked private in Gong, and private calls are left out. Set include_private_calls to true in the config to see it.',
    );
  }
  const transcript = await findItem('callTranscripts', transcriptRequest(filter));
  if (isJson) {
    const record = stream.toRecord(call);
    const records = [record, ...(transcript ? [{ ...transcript, started: record['startdatetime'] }] : [])];
    const json = records.map((each) => `${JSON.stringify(each)}\n`).join('');
    print(terminal.isStdoutTerminal ? escapeControls(json) : json);
  } else {
    const columns = terminal.isStdoutTerminal ? terminal.columns : USUAL_COLUMNS;
    print(formatCall(call, transcript, columns));
  }
}

/** Returns the first item of a list, or undefined where it is empty. */
async function firstItem(
  gong: Gong,
  request: GongRequest,
  itemsKey: string,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  for await (const { items } of paginate(gong, request, itemsKey, signal)) {
    const [item] = items;
    if (item !== undefined) return item;
  }
  return undefined;
}
