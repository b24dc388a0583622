import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { json } from 'node:stream/consumers';
import { packAnswer, send } from './answer.ts';
import { preferredEncoding } from './encodings.ts';
import type { Fault } from './faults.ts';
import { collections } from './truth.ts';
import { readTruthChoice } from './truth-choice.ts';
import type { Controls } from './controls.ts';
import { readSight } from './sight.ts';
import type { Handler } from './server.ts';

/** Endpoints under /sandbox/, by which another process watches and steers the sandbox; not part of Gong's API. */
export function createAdmin(controls: Controls): Handler {
  return async ({ request, response, url }) => {
    const encoding = preferredEncoding(request.headers['accept-encoding']);
    const answer = async (value: unknown, status = 200): Promise<void> =>
      send(response, await packAnswer({ status, text: `${JSON.stringify(value)}\n` }, encoding));
    const operation = `${request.method} ${url.pathname.slice('/sandbox/'.length)}`;
    if (operation.startsWith('GET truth/')) {
      const collection = collections.find((name) => operation === `GET truth/${name}`);
      if (collection === undefined) return answer({ errors: ['unknown collection'], collections }, 404);
      response.writeHead(200, { 'content-type': 'application/x-ndjson;charset=UTF-8' });
      return pipeline(
        Readable.from(lines(controls.truth(collection, readTruthChoice(url.searchParams)))),
        response,
      );
    }
    switch (operation) {
      case 'GET requests':
        return answer(controls.summary());
      case 'GET config':
        return answer(controls.config);
      case 'GET oauth-config':
        return answer(controls.authorize(scopesIn(url)));
      case 'GET oauth-events':
        return answer(controls.oauthEvents);
      case 'POST revoke-tokens':
        controls.revokeTokens();
        return answer({ done: true });
      case 'POST move-customers':
        controls.moveCustomers();
        return answer({ done: true });
      case 'POST publish-late':
        controls.publishLate();
        return answer({ done: true });
      case 'GET changes':
        response.writeHead(200, { 'content-type': 'application/x-ndjson;charset=UTF-8' });
        return pipeline(
          Readable.from(lines(controls.changes().map((change) => JSON.stringify(change)))),
          response,
        );
      case 'POST clock':
        return setClock(await json(request).catch(() => undefined));
      case 'POST delete-calls':
        return deleteCalls(await json(request).catch(() => undefined));
      case 'POST sight':
        return setSight(await json(request).catch(() => undefined));
      case 'POST faults':
        return setFaults(await json(request).catch(() => undefined));
      case 'POST reset':
        controls.resetRequests();
        return answer({ done: true });
      default:
        return answer({ errors: ['unknown operation'] }, 404);
    }

    function setClock(instant: unknown): Promise<void> {
      if (typeof instant !== 'string') return answer({ errors: ['expected an ISO instant'] }, 400);
      try {
        controls.setClock(instant);
      } catch (error) {
        return answer({ errors: [String(error)] }, 400);
      }
      return answer({ done: true });
    }

    function deleteCalls(ids: unknown): Promise<void> {
      if (!isTexts(ids)) return answer({ errors: ['expected a list of ids'] }, 400);
      controls.deleteCalls(ids);
      return answer({ done: true });
    }

    function setSight(sight: unknown): Promise<void> {
      try {
        controls.setSight(readSight(sight));
      } catch (error) {
        return answer({ errors: [String(error)] }, 400);
      }
      return answer({ done: true });
    }

    function setFaults(faults: unknown): Promise<void> {
      if (!isFaults(faults)) {
        return answer({ errors: ['expected a list of faults, each with a number `at`'] }, 400);
      }
      controls.addFaults(faults);
      return answer({ done: true });
    }
  };
}

/** Lines gathered to large pieces: a stream of a million single lines would be slow. */
function* lines(records: Iterable<string>): Generator<string> {
  let gathered = '';
  for (const record of records) {
    gathered += `${record}\n`;
    if (gathered.length >= 65_536) {
      yield gathered;
      gathered = '';
    }
  }
  yield gathered;
}

function scopesIn({ searchParams }: URL): string[] | undefined {
  return searchParams.get('scope')?.split(' ');
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item: unknown) => typeof item === 'string');
}

function isFaults(value: unknown): value is Fault[] {
  return (
    Array.isArray(value) &&
    value.every((fault: unknown) => {
      return typeof fault === 'object' && fault !== null && 'at' in fault && typeof fault.at === 'number';
    })
  );
}
