import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from './listen.ts';

/** An HTTP proxy on 127.0.0.1 that leads every CONNECT to one port of this machine, whatever host was asked for. */
export interface Tunnel extends AsyncDisposable {
  readonly url: string;
  /** What it was asked for: `CONNECT gong.test:443`. */
  readonly asked: string[];
}

export async function startTunnel(port: number): Promise<Tunnel> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request, client, head) => {
    asked.push(`${request.method} ${request.url}`);
    const onward = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    sockets.add(onward);
    onward.on('error', () => client.destroy());
    client.on('error', () => onward.destroy());
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    asked,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
