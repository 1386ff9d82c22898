import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';

/** The connections of one listener. */
export interface Sockets {
  /** Lets requests under way finish, then ends every connection. */
  drain(): Promise<void>;
}

/** What is still unanswered after this is cut off. */
const PATIENCE_MS = 5_000;

/**
 * Follows a listener's connections, so that it can be stopped without waiting for those that are idle, half-open or kept
 * alive; closing the server alone waits for all of them.
 */
export function trackSockets(app: FastifyInstance): Sockets {
  const sockets = new Set<Socket>();
  let underWay = 0;
  let onIdle: (() => void) | null = null;

  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('onRequest', async (_request, reply) => {
    underWay += 1;
    reply.raw.once('close', () => {
      underWay -= 1;
      if (underWay === 0) onIdle?.();
    });
  });

  return {
    async drain() {
      if (underWay > 0) {
        let timer: NodeJS.Timeout | undefined;
        await Promise.race([
          new Promise<void>((resolve) => (onIdle = resolve)),
          new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS))),
        ]);
        clearTimeout(timer);
      }
      // Waits for what was handed over to be sent.
      for (const socket of sockets) socket.destroySoon();
    },
  };
}
