import { createHash } from 'node:crypto';
import { AppError } from '#shared/errors/app-error';
import { LIMITS } from '#shared/ipc/station-api';
import {
  MEDIA_CONTENT_TYPE,
  MEDIA_PARTS,
  MEDIA_WIRE_LIMITS,
  mediaDocumentSchema,
  type MediaPart,
} from '#shared/media/document';
import type { MultipartContent } from '#shared/media/multipart';
import { parseMediaId } from '#shared/media/names';
import { keyIdOf } from '#shared/media/sealed-bytes';
import { malformed } from '../refusals';
import type { HubWholeDocument } from '../hub-port';

export interface MediaAddress {
  /** Name of the media database. */
  readonly database: string;
  /** The document's `_id` as the address gives it. */
  readonly id: string;
}

/**
 * Checks a picture against its own name and the database it is to lie in: the id is the digest of what came, both parts are ciphertext
 * under a key of the scope, and nothing is larger than it may be. Who took it is not asked here: whoever carries it for a colleague may
 * bring it, and its signature says whose it is. Throws `request.malformed`, `request.too-large`, `row.wrong-database`, `row.clock`.
 */
export function checkMedia(content: MultipartContent, address: MediaAddress, nowMs: number): HubWholeDocument {
  const parsed = mediaDocumentSchema.safeParse(content.document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw malformed(`the document: ${issue?.path.join('.') || issue?.code || 'malformed'}`);
  }
  const document = parsed.data;
  const identity = parseMediaId(document._id);
  if (!identity || document._id !== address.id) throw malformed('_id is not that of the address');
  if (identity.database !== address.database)
    throw new AppError('row.wrong-database', 'the picture belongs to another database');
  if (document.created.at > nowMs + LIMITS.clockAheadMs)
    throw new AppError('row.clock', 'created: ahead of the hub’s clock');
  if (content.attachments.size !== MEDIA_PARTS.length) throw malformed('a picture has two parts, full and thumb');

  const parts = new Map<MediaPart, Uint8Array<ArrayBuffer>>();
  for (const name of MEDIA_PARTS) {
    const bytes = content.attachments.get(name);
    if (!bytes || bytes.length !== document.bytes[name]) throw malformed(`bytes.${name}: not the length of what came`);
    if (bytes.length > MEDIA_WIRE_LIMITS[name]) throw tooLarge(name);
    if (keyIdOf(bytes)?.startsWith(`${identity.scope}.`) !== true)
      throw malformed(`${name}: not closed under a key of ${identity.scope}`);
    parts.set(name, bytes);
  }
  if (!document.sealed.kid.startsWith(`${identity.scope}.`)) throw malformed('sealed: under a key of another scope');
  if (sha256(parts.get('full')) !== identity.sha256) throw malformed('_id: not the digest of the picture that came');
  if (sha256(parts.get('thumb')) !== document.thumbSha256) throw malformed('thumbSha256: not the digest of what came');
  const attachments = [...parts].map(([name, bytes]) => [name, { contentType: MEDIA_CONTENT_TYPE, bytes }] as const);
  return { document, attachments: new Map(attachments) };
}

/** What is said of a part that is larger than the hub takes. */
export const tooLarge = (part: MediaPart): AppError =>
  new AppError('request.too-large', `${part}: a picture has at most ${MEDIA_WIRE_LIMITS[part]} bytes here`);

const sha256 = (bytes: Uint8Array = new Uint8Array()): string => createHash('sha256').update(bytes).digest('hex');
