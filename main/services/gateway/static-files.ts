import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ANYBODY } from './routes/route-access';

/** Vite names what it builds by content: such a file never changes. */
const HASHED = /[\\/]assets[\\/][^\\/]+-[\w-]{8,}\.\w+$/;

/** Serves the built screens. Hashed files may be kept for ever; the rest, the service worker above all, is asked for anew. */
export async function serveStaffFiles(app: FastifyInstance, folder: string): Promise<void> {
  // The plugin adds its routes by itself; screens hold no data, so anybody may have them.
  app.addHook('onRoute', (route) => {
    if (route.url === '/*' || route.url === '/') route.config = { ...route.config, ...ANYBODY.config };
  });
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    index: ['index.html'],
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (response, path) => {
      response.setHeader('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Whether an unknown path is one of the app's own pages, which its index.html shows. */
export function isAppPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '';
  if (request.method !== 'GET' || /^\/(?:api|hub)(?:\/|$)/.test(path)) return false;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return !last.includes('.') && /^[\w\-./~]*$/.test(path) && (request.headers.accept ?? '').includes('text/html');
}

/** Answers with the app's entry page. */
export function sendAppPage(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html');
}
