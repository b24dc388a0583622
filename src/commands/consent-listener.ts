import { createServer } from 'node:http';
import { ConfigError } from '../base/errors.ts';
import { deferred } from '../base/deferred.ts';
import { readConsentAnswer, type ConsentAnswer } from '../gong/consent-answer.ts';

/** Waits on this machine for the browser to come back. */
export interface ConsentListener extends AsyncDisposable {
  /** Where the browser has to be sent. */
  readonly redirectUri: string;
  /** Settles with the first answer to the request with this state. */
  readonly answer: Promise<ConsentAnswer>;
}

const CAME_BACK = 'That is all. You can close this page and go back to the terminal.\n';
const NOT_MEANT = 'This is not what source-gong login waits for.\n';

/** Port 0 is any that is free. */
export async function listenForConsent(port: number, state: string): Promise<ConsentListener> {
  const { promise: answer, resolve } = deferred<ConsentAnswer>();
  const server = createServer((request, response) => {
    const read = readConsentAnswer(`http://127.0.0.1${request.url ?? '/'}`, state);
    const isMeant = request.method === 'GET' && read.kind !== 'other';
    response.writeHead(isMeant ? 200 : 404, {
      'content-type': 'text/plain;charset=UTF-8',
      connection: 'close',
    });
    response.end(isMeant ? CAME_BACK : NOT_MEANT, () => {
      if (isMeant) resolve(read);
    });
  });
  await new Promise<void>((opened, failed) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const message = `Port ${port} cannot be listened on (${cause.code ?? 'unknown error'}). Name another one with --port, which is a redirect address of the app as well.`;
      failed(new ConfigError(message, { cause }));
    });
    server.listen(port, '127.0.0.1', opened);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return {
    redirectUri: `http://127.0.0.1:${actual}/`,
    answer,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolveClosed) => server.close(resolveClosed));
      server.closeAllConnections();
      await closed;
    },
  };
}
