import { transfer } from 'comlink';
import type { PreparedPhoto } from '#shared/media/photo';
import { preparePhoto, type HeicDecoder } from './preparing';
import type { TakingMoment } from './taking';

/** What a page asks of the worker that prepares photos. */
export interface PhotoDesk {
  prepare(file: Blob, moment: TakingMoment): Promise<PreparedPhoto>;
}

/** The worker's end. The bytes it answers with are handed over, not copied. */
export const photoDesk = (decodeHeic: HeicDecoder | null): PhotoDesk => ({
  async prepare(file, moment) {
    const prepared = await preparePhoto(file, moment, decodeHeic);
    return transfer(prepared, [prepared.full.buffer, prepared.thumb.buffer]);
  },
});
