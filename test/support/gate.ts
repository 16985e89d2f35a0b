import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands before a server on loopback and passes bytes on both ways, until it is shut. */
export interface Gate {
  readonly port: number;
  /** From now on connections are refused, and those that are open break off. */
  shut(): Promise<void>;
  /** From now on connections are taken, and nothing that comes over any of them is passed on or answered. */
  freeze(): void;
  /** Passes bytes on again, on the same port. Connections from before are cut off. */
  open(): Promise<void>;
}

export async function openGate(target: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket)).on('error', () => {});
    return socket;
  };
  const gate = createServer({ pauseOnConnect: true }, (outer) => {
    keep(outer);
    if (isFrozen) return;
    const inner = keep(connect(target, '127.0.0.1'));
    outer.once('close', () => inner.destroy());
    inner.once('close', () => outer.destroy());
    outer.pipe(inner);
    inner.pipe(outer);
  });
  const listen = (port: number) => once(gate.listen(port, '127.0.0.1'), 'listening');
  await listen(0);
  const { port } = gate.address() as AddressInfo;
  const shut = async (): Promise<void> => {
    if (!gate.listening) return;
    const closed = once(gate.close(), 'close');
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    shut,
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    open: async () => {
      await shut();
      isFrozen = false;
      await listen(port);
    },
  };
}
