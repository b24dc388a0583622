import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { listen } from '../listen.ts';
import { mutateAnswer, type Mutation } from './mutate-answer.ts';

/** A server on 127.0.0.1 that changes what a sandbox answers. */
export interface MutatingFront extends AsyncDisposable {
  readonly url: string;
  /** How many answers it has changed so far. */
  readonly mutatedAnswers: number;
  /** From now on it changes answers so, or not at all. Returns a set that fills with what may be missing for it. */
  use(mutation: Mutation | undefined): ReadonlySet<string>;
}

/** `target` is the address of the sandbox. */
export async function startMutatingFront(target: string): Promise<MutatingFront> {
  let mutatedAnswers = 0;
  let current: Mutation | undefined;
  let lost = new Set<string>();
  const passOn = async (answer: IncomingMessage, path: string, response: ServerResponse): Promise<void> => {
    let text = await textOf(answer);
    if (answer.statusCode === 200 && current !== undefined) {
      const mutated = mutateAnswer(path, text, current);
      if (mutated.isMutated) mutatedAnswers += 1;
      for (const each of mutated.lost) lost.add(each);
      ({ text } = mutated);
    }
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, headers);
    response.end(text);
  };
  const server = createServer((incoming, response) => {
    const { method, headers, url = '/' } = incoming;
    const address = new URL(url, target);
    const onward = { ...headers, 'accept-encoding': 'identity' };
    const passed = ask(address, { method, headers: onward }, (answer) => {
      void passOn(answer, address.pathname, response).catch(() => response.destroy());
    });
    passed.once('error', () => response.destroy());
    incoming.pipe(passed);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    get mutatedAnswers() {
      return mutatedAnswers;
    },
    use(mutation) {
      current = mutation;
      lost = new Set();
      return lost;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
