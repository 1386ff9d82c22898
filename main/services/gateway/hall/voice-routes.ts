import type { FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { voicePaths, type VoiceView } from '#shared/ipc/board-api';
import { noQuerySchema, parseInput } from '../routes/queries';
import type { HallContext } from './hall-context';

/** Clips with which a board calls numbers where its machine has no Chinese voice: see `services/voice`. */
export function voiceRoutes(app: FastifyInstance, { admitted, deps }: Pick<HallContext, 'admitted' | 'deps'>): void {
  const { voice } = deps;

  app.get(voicePaths.clips, async (request, reply): Promise<VoiceView> => {
    admitted(request, reply, 'board');
    parseInput(noQuerySchema, request.query, 'query');
    return { clips: [...(await voice.list())] };
  });

  app.get(voicePaths.clip, async (request, reply) => {
    admitted(request, reply, 'board');
    parseInput(noQuerySchema, request.query, 'query');
    const found = await voice.read((request.params as { readonly name: string }).name);
    if (!found) throw new AppError('request.not-found', 'no such clip');
    const { mime, bytes } = found;
    return reply.type(mime).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  });
}
