import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { mediaDocumentSchema } from '#shared/media/document';
import { parseMediaId } from '#shared/media/names';
import { photoClaimSchema } from '#shared/media/photo';
import { sha256Of } from '#shared/media/sealed-bytes';
import { voiceClaimSchema } from '#shared/media/voice';
import { uidSchema } from '#shared/schema/envelope';
import { openAppendFile, parseLine } from '../append-file';
import type { GridKeys } from '../grid-keys';
import type { BroughtMedia, KeptMedia } from '../kept-media-port';
import { openPhoto } from '../open-photo';
import type { Audit, Service } from '../ports';

const lineSchema = z.strictObject({
  atMs: z.number(),
  device: uidSchema,
  media: z.string(),
  bytes: z.number().int().positive(),
});
type Line = z.infer<typeof lineSchema>;

/** The media databases of the hub. */
export interface KeptMediaHub {
  create(name: string): Promise<{
    putWhole(whole: BroughtMedia): Promise<{ readonly kind: 'written' | 'known' | 'conflict' | 'malformed' }>;
  }>;
}

export interface KeptMediaDeps {
  readonly hub: KeptMediaHub;
  /** Of every grid and of the desk. */
  readonly keys: GridKeys;
  /** A folder that nobody but the host reads. */
  readonly folder: string;
  readonly audit: Pick<Audit, 'append'>;
  readonly now: () => number;
  readonly limits?: KeptMediaLimits;
}

/** What one device may lay down so in all its life. */
export interface KeptMediaLimits {
  readonly pictures: number;
  readonly bytes: number;
}

export const KEPT_MEDIA_FILE = 'kept-media.jsonl';

/** As much as a tablet holds of pictures in all (`renderer/data/media/room`). */
const LIMITS: KeptMediaLimits = { pictures: 5000, bytes: 500_000_000 };

/**
 * Opens the book of what devices brought in this way. The pictures themselves lie in the media databases as all others do: they are named
 * by what they hold, no device is told of them, and nothing shows one before a record names it. So only what the station's own people
 * closed is let in, and only so much of it. `host.data-damaged`.
 */
export async function openKeptMedia(deps: KeptMediaDeps): Promise<KeptMedia & Service> {
  const { hub, folder, audit, now, limits = LIMITS } = deps;
  const file = await openAppendFile(join(folder, KEPT_MEDIA_FILE));
  const kept = new Map<string, Map<string, number>>();
  const note = ({ device, media, bytes }: Line): void => {
    const ofDevice = kept.get(device) ?? new Map<string, number>();
    kept.set(device, ofDevice.set(media, bytes));
  };
  for (const line of await file.lines()) note(parseLine(lineSchema, line, KEPT_MEDIA_FILE));
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = queue.then(task);
    queue = done.catch(() => undefined);
    return done;
  };

  async function take(device: string, brought: BroughtMedia): Promise<void> {
    const media = brought.document._id;
    const identity = parseMediaId(media);
    if (!identity) throw malformed('not a picture');
    const known = kept.get(device);
    const bytes = [...brought.attachments.values()].reduce((sum, each) => sum + each.bytes.length, 0);
    const isNoted = known?.has(media) === true;
    if (!isNoted) {
      const held = [...(known?.values() ?? [])].reduce((sum, each) => sum + each, 0);
      if ((known?.size ?? 0) >= limits.pictures || held + bytes > limits.bytes)
        throw new AppError('hub.busy', 'no more pictures of this device are kept', { retry: true });
    }
    await assertGenuine(brought, identity.scope, device, deps.keys);
    const target = await hub.create(identity.database);
    const { kind } = await target.putWhole(brought);
    if (kind === 'conflict') throw new AppError('row.conflict', 'another picture has this name');
    if (kind === 'malformed') throw malformed('not a document');
    if (isNoted) return;
    const line: Line = { atMs: now(), device, media, bytes };
    await file.append(JSON.stringify(line));
    note(line);
    const by = (brought.document['created'] as { readonly by?: unknown } | undefined)?.by;
    await audit.append({ kind: 'media-kept', by: typeof by === 'string' ? by : null, subject: media, detail: device });
  }

  return {
    take: (device, brought) => inTurn(() => take(device, brought)),
    countOf: (device) => kept.get(device)?.size ?? 0,
    health: () => ({ ok: true, facts: { devices: kept.size } }),
    stop: () => file.close(),
  };
}

/** Throws `request.malformed` unless everything opens, is what the claim speaks of, and was taken on the device. */
async function assertGenuine(
  { document, attachments }: BroughtMedia,
  scope: string,
  device: string,
  keys: GridKeys,
): Promise<void> {
  const [full, thumb] = [attachments.get('full')?.bytes, attachments.get('thumb')?.bytes];
  const parsed = mediaDocumentSchema.safeParse(document);
  const opened = parsed.success && full && thumb && (await openPhoto(parsed.data, { full, thumb }, scope, keys));
  if (!parsed.success || !opened) throw malformed('it does not open under the station’s keys');
  const claim = (parsed.data.type === 'voice' ? voiceClaimSchema : photoClaimSchema).safeParse(opened.claim.value).data;
  const isOfIt =
    claim?.id === parsed.data.uid &&
    claim.fullSha256 === (await sha256Of(opened.full.value)) &&
    claim.thumbSha256 === (await sha256Of(opened.thumb.value));
  if (!claim || !isOfIt) throw malformed('the claim speaks of another picture');
  if (claim.deviceUid !== device) throw malformed('it was taken on another device');
}

const malformed = (message: string): AppError => new AppError('request.malformed', message);
