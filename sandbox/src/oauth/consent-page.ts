import type { Answer } from '../answer.ts';
import { clientId } from './app.ts';
import type { Grants } from './grants.ts';

/** Answers GET /oauth2/authorize as a customer does who agrees at once: sends the browser back with a code. */
export function createConsentPage(grants: Grants): (query: URLSearchParams) => Answer {
  return (query) => {
    const redirectUri = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== clientId) return page(400, 'There is no app with this client_id.');
    if (!URL.canParse(redirectUri)) return page(400, 'The redirect_uri is no address.');
    if (query.get('response_type') !== 'code') return page(400, 'The response_type has to be code.');
    const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
    if (scopes.length === 0) return page(400, 'No scope is asked for.');
    const back = new URL(redirectUri);
    back.searchParams.set('code', grants.authorize(scopes, redirectUri));
    const state = query.get('state');
    if (state !== null) back.searchParams.set('state', state);
    return { ...page(302, 'Allowed.'), headers: { location: back.href } };
  };
}

function page(status: number, text: string): Answer {
  return { status, text: `${text}\n`, contentType: 'text/plain;charset=UTF-8' };
}
