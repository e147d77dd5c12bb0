import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** A listening port of this machine that counts who connects, whatever they say. */
export interface Listener {
  port: number;
  connections: () => number;
  /** Connects itself: proof that a connection would have been counted. */
  prove: () => Promise<void>;
  close: () => void;
}

export async function listen(): Promise<Listener> {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    connections: () => connections,
    prove: async () => {
      await once(connect(port, '127.0.0.1').resume(), 'close');
    },
    close: () => server.close(),
  };
}
