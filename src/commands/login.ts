import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { env } from 'node:process';
import { untilAborted } from '../base/abort.ts';
import { ConfigError } from '../base/errors.ts';
import type { JsonObject } from '../base/json-object.ts';
import { withAddressHash } from '../config/earlier-addresses.ts';
import { renewedCredentials } from '../config/renewed-config.ts';
import type { ConsentAnswer } from '../gong/consent-answer.ts';
import type { GongEvents } from '../gong/events.ts';
import { consentAddress } from '../gong/oauth-addresses.ts';
import { CHECK_RETRIES } from '../gong/retry.ts';
import { requestTokens, type OAuthApp } from '../gong/token-request.ts';
import { sitOutTroubles } from '../gong/token-retries.ts';
import { streams } from '../streams/index.ts';
import { scopesOf } from '../streams/stream.ts';
import { Cancelled, openPrompts, type Prompts } from '../terminal/prompts.ts';
import type { PeopleContext } from './command-context.ts';
import { logClient } from './client-log.ts';
import { listenForConsent } from './consent-listener.ts';
import { openLoginFile, type LoginFile } from './login-file.ts';
import { askForAnswer, askForApp } from './login-questions.ts';

export interface LoginOptions {
  /** The file of the config. */
  readonly path: string;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  /** Where the API is, for a config that does not say it. */
  readonly baseUrl: string | undefined;
  readonly port: number;
  /** Whether credentials of another kind, or of another app, may be replaced unasked. */
  readonly isForced: boolean;
}

export type LoginOutcome = 'written' | 'not written' | 'cancelled' | 'nobody to ask';

/** Lets a customer allow the app to read, and writes the tokens into a config. */
export async function login(options: LoginOptions, context: PeopleContext): Promise<LoginOutcome> {
  const prompts = openPrompts(context.signal);
  const say = (text: string): void => context.terminal.writeError(`${text}\n`);
  try {
    const file = await openLoginFile(options.path, options.baseUrl, context.signal);
    const mayReplace = (what: string): Promise<boolean> => isReplaced(what, options, file, prompts);
    if (file.hasOtherCredentials && !(await mayReplace('does not sign in with OAuth')))
      return notWritten(say);
    const app = await askForApp(file.appFor(options), prompts);
    if (app === undefined) return 'nobody to ask';
    const isOther = file.clientId !== undefined && file.clientId !== app.clientId;
    if (isOther && !(await mayReplace('signs in with another app'))) return notWritten(say);
    context.output.addSecrets([app.clientSecret, `${app.clientId}:${app.clientSecret}`]);
    await file.write(await signedIn(file, app, options.port, context), () =>
      say('A run renews the tokens in the same file. This waits for it, ten minutes at most.'),
    );
    say(
      `Written: ${file.name}. It holds secrets, so that only you may read it.\nNext: source-gong check --format text --config ${file.name}`,
    );
    return 'written';
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    notWritten(say);
    return 'cancelled';
  }
}

function notWritten(say: (text: string) => void): 'not written' {
  say('Nothing was written.');
  return 'not written';
}

async function isReplaced(
  what: string,
  { isForced }: LoginOptions,
  { name }: LoginFile,
  prompts: Prompts | undefined,
): Promise<boolean> {
  if (isForced) return true;
  const text = `${name} ${what}.`;
  if (prompts !== undefined) return await prompts.confirm(`${text} Replace its credentials?`);
  throw new ConfigError(
    `${text} Name another file with --output, or add --force to replace its credentials.`,
  );
}

async function signedIn(
  { baseUrl }: LoginFile,
  app: OAuthApp,
  port: number,
  context: PeopleContext,
): Promise<JsonObject> {
  const { terminal, signal, output } = context;
  const { clientId, clientSecret } = app;
  const state = randomBytes(24).toString('base64url');
  await using listener = await listenForConsent(port, state);
  const { redirectUri } = listener;
  const address = consentAddress(baseUrl, { clientId, redirectUri, scopes: scopesOfAll(), state });
  // As it is, on a line of its own, so that it can be copied.
  terminal.writeError(
    `Open this address in a browser, as a technical administrator of Gong:\n\n${address}\n\nGong sends the browser back to ${redirectUri}, which has to be a redirect URI of the app.\n`,
  );
  const answer = await answerOf(listener.answer, state, signal);
  if (answer.kind === 'refused') throw answer.error;
  output.addSecrets([answer.code]);
  const grant = {
    grant_type: 'authorization_code',
    code: answer.code,
    client_id: clientId,
    redirect_uri: redirectUri,
  } as const;
  const events = new EventEmitter<GongEvents>();
  logClient(events, context);
  const options = { app, baseUrl, environment: env };
  const tokens = await sitOutTroubles(
    (isLost) => requestTokens(grant, isLost, options, signal),
    { limits: CHECK_RETRIES, events },
    signal,
  );
  output.addSecrets([tokens.accessToken, tokens.refreshToken]);
  const credentials = { auth_type: 'OAuth2.0', client_id: clientId, client_secret: clientSecret };
  return withAddressHash(renewedCredentials(credentials, tokens));
}

/** The browser comes back by itself, or what it shows is typed, where it runs on another machine. */
async function answerOf(
  coming: Promise<ConsentAnswer>,
  state: string,
  signal: AbortSignal,
): Promise<Exclude<ConsentAnswer, { kind: 'other' }>> {
  const came = new AbortController();
  const prompts = openPrompts(AbortSignal.any([signal, came.signal]));
  const typed = prompts === undefined ? undefined : askForAnswer(prompts, state);
  const first = Promise.race(typed === undefined ? [coming] : [coming, typed]);
  await untilAborted(first, signal);
  signal.throwIfAborted();
  const answer = await first;
  came.abort();
  await typed?.catch(() => {});
  if (answer.kind === 'other') throw new Error('an answer to nothing');
  return answer;
}

function scopesOfAll(): string[] {
  return [...new Set(streams.flatMap(scopesOf))];
}
