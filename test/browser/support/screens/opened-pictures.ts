import type { DataKey } from '#shared/ipc/station-api';
import { photoClaimSchema } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { openBytes } from '#shared/media/sealed-bytes';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import type { PracticePicture } from '#sync-server/seed/pictures';
import type { KeptPhoto } from './fake-media';

/** The practice station's pictures as a device would show them, by id. */
export async function openedPictures(
  pictures: readonly PracticePicture[],
  keys: readonly DataKey[],
): Promise<Readonly<Record<string, KeptPhoto>>> {
  const opened: Record<string, KeptPhoto> = {};
  for (const { document, attachments } of pictures) {
    const dataKey = keys.find(({ kid }) => kid === document.sealed.kid);
    if (!dataKey) throw new Error(`no ${document.sealed.kid}`);
    const key = await importSealingKey(dataKey.key);
    const part = async (name: 'full' | 'thumb') => {
      const closed = new Uint8Array(attachments.get(name)?.bytes ?? []);
      const bytes = await openBytes(key, closed, placeOfPart(document.uid, name));
      return Buffer.from(bytes ?? []).toString('base64');
    };
    const claim = await openValue(key, document.sealed, sealingAad(placeOfClaim(document.uid)));
    const said = photoClaimSchema.parse(claim.ok ? claim.value : null);
    const [full, thumb] = [await part('full'), await part('thumb')];
    opened[document.uid] = { full, thumb, mime: said.mime, claim: said, isDraft: false, class: 'general' };
  }
  return opened;
}
