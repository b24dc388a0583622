import { readConsentAnswer, type ConsentAnswer } from '../gong/consent-answer.ts';
import type { OAuthApp } from '../gong/token-request.ts';
import type { Prompts } from '../terminal/prompts.ts';

const WHERE_TO_FIND_THEM = `This needs an OAuth app of your own in Gong: Company settings > Ecosystem > API > Integrations.
Gong shows its client id and its client secret there.`;

/** Asks for what is not known of the app. Returns undefined where nobody could be asked. */
export async function askForApp(
  { clientId, clientSecret }: Partial<OAuthApp>,
  prompts: Prompts | undefined,
): Promise<OAuthApp | undefined> {
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
  if (prompts === undefined) return undefined;
  prompts.say(WHERE_TO_FIND_THEM);
  return {
    clientId: clientId ?? (await prompts.ask({ message: 'Client id', faultOf })),
    clientSecret: clientSecret ?? (await prompts.askSecret({ message: 'Client secret', faultOf })),
  };
}

/** Asks for the address that the browser shows when it could not come back by itself. */
export async function askForAnswer(prompts: Prompts, state: string): Promise<ConsentAnswer> {
  const address = await prompts.ask({
    message: 'If the browser cannot open that page: the address that it shows then',
    faultOf: (text) =>
      readConsentAnswer(text, state).kind === 'other'
        ? 'This is not the address that Gong has sent the browser to.'
        : undefined,
  });
  return readConsentAnswer(address, state);
}

function faultOf(text: string): string | undefined {
  if (text === '') return 'This is required.';
  return /\s/.test(text) ? 'This has a blank inside: copy it again.' : undefined;
}
