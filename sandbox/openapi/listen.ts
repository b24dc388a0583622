import type { Server } from 'node:http';

/** Lets a server listen on any free port of this machine only; answers its address. */
export async function listenOnLoopback(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy listens on no port');
  return `http://127.0.0.1:${address.port}`;
}
