import { EventEmitter } from 'node:events';
import { ConfigError } from '../base/errors.ts';
import type { ConfigSource } from '../config/source.ts';
import type { GongRequest } from '../gong/client.ts';
import { errorText } from '../gong/error-text.ts';
import type { GongEvents } from '../gong/events.ts';
import { pagesAsSent, type Refusal } from '../gong/pages-as-sent.ts';
import { toReadableRequest } from '../gong/readable-request.ts';
import { CHECK_RETRIES, SYNC_RETRIES } from '../gong/retry.ts';
import { isJsonObject } from '../base/json-object.ts';
import { maskTexts } from '../protocol/masked-texts.ts';
import { escapeControls } from '../terminal/plain-text.ts';
import { logClient } from './client-log.ts';
import { openClient } from './client.ts';
import type { PeopleContext } from './command-context.ts';
import { loadConfig } from './load-config.ts';
import { readRequestBody } from './request-body.ts';

export interface ApiRequest {
  readonly config: ConfigSource;
  readonly method: string;
  /** A path with its query. */
  readonly address: string;
  readonly body?: string;
  /** Whether all pages of a list are wanted, one item a line. */
  readonly isPaginated: boolean;
}

/** As for every wrong command line. */
const USAGE_EXIT_CODE = 2;

/** Sends a request that reads, and prints what Gong sends. Returns the exit code. */
export async function api(
  { config: source, method, address, body, isPaginated }: ApiRequest,
  context: PeopleContext,
): Promise<number> {
  const { log, signal } = context;
  const readable = toReadableRequest(method, address);
  if ('refusal' in readable) {
    log.error(`${readable.refusal} source-gong api --help lists what can be requested.`);
    return USAGE_EXIT_CODE;
  }
  const content = await bodyFor(readable.request.method, body, signal);
  if (content instanceof ConfigError) {
    log.error(content.message);
    return USAGE_EXIT_CODE;
  }
  const request = { ...readable.request, ...content };
  const config = await loadConfig(source, context);
  const events = new EventEmitter<GongEvents>();
  logClient(events, context);
  await using client = openClient(config, isPaginated ? SYNC_RETRIES : CHECK_RETRIES, context, events);
  if (isPaginated) {
    for await (const page of pagesAsSent(client.gong, request, signal)) {
      if ('kind' in page) return await showRefusal(page, context);
      for (const item of page.items) show(item, context);
      await context.printed();
    }
    return 0;
  }
  const outcome = await client.gong.request(request, signal);
  if (outcome.kind !== 'data') return await showRefusal(outcome, context);
  show(outcome.body, context, context.terminal.isStdoutTerminal ? 2 : undefined);
  return 0;
}

/** A POST of Gong's always has a body. Returns a ConfigError where what was given is none. */
async function bodyFor(
  method: GongRequest['method'],
  given: string | undefined,
  signal: AbortSignal,
): Promise<Pick<GongRequest, 'body'> | ConfigError> {
  if (method === 'GET') return {};
  if (given === undefined) return { body: {} };
  try {
    return { body: await readRequestBody(given, signal) };
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

function show(value: unknown, { print, output, terminal }: PeopleContext, indent?: number): void {
  const json = JSON.stringify(
    maskTexts(value, (text) => output.redact(text)),
    undefined,
    indent,
  );
  print(`${terminal.isStdoutTerminal ? escapeControls(json) : json}\n`);
}

/** Gong's own body, and what it means. */
async function showRefusal(refusal: Refusal, context: PeopleContext): Promise<number> {
  if (refusal.body !== undefined) show(refusal.body, context);
  await context.printed();
  context.log.error(describe(refusal));
  return 1;
}

function describe(refusal: Refusal): string {
  if (refusal.kind === 'empty') {
    return `Gong says: ${errorText(isJsonObject(refusal.body) ? refusal.body['errors'] : [])} (HTTP 404)`;
  }
  const { status, text, error } = refusal;
  // What to do is not always plain from Gong's words.
  return text === '' || status === 401 || status === 403
    ? error.message
    : `Gong says: ${text} (HTTP ${status})`;
}
