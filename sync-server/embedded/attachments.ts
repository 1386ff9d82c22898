import { createHash } from 'node:crypto';
import { canonicalJson } from '#shared/sync/canonical-json';
import { readDocument, readWinners } from './document-reads';
import { readBinary, type StoredBody } from './level-reader';
import type { Level, Pouch } from './pouchdb-parts';
import { shapeRow } from './row-shape';
import type { BulkGetAnswer } from './types';

/** Bytes that lie beside a document, with what they are. */
export interface Attachment {
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** An attachment as it was stored; `digest` is CouchDB's, `md5-<base64>`. */
export interface StoredAttachment extends Attachment {
  readonly digest: string;
}

/** A document to be written once and never changed, with its attachments by name. */
export interface WholeDocument {
  readonly document: Readonly<Record<string, unknown>> & { readonly _id: string };
  readonly attachments: ReadonlyMap<string, Attachment>;
}

/**
 * What became of it. `known`: the very same is there already, or was and has been erased: it does not come back. `conflict`: something
 * else is there under its id.
 */
export type WholeWrite =
  { readonly kind: 'written' | 'known'; readonly rev: string } | { readonly kind: 'conflict' | 'malformed' };

/** What an attachment looks like in the body of a stored document. */
interface AttachmentStub {
  readonly content_type: string;
  readonly digest: string;
  readonly length: number;
  readonly revpos: number;
}

/**
 * Writes a document with its attachments in one batch of the store: all of it is there afterwards, or nothing. To be called by the one
 * writer. The revision is made from the contents, so the same document has the same one at every hub, and sending it again changes
 * nothing anywhere.
 */
export async function writeWhole(
  pouch: Pouch,
  level: Level,
  { document, attachments }: WholeDocument,
): Promise<WholeWrite> {
  const rev = revisionOf({ document, attachments });
  const shaped = shapeRow({ ...document, _rev: rev }, false);
  if (!shaped.ok) return { kind: 'malformed' };
  const [stored] = await readWinners(level, [document._id]);
  if (stored) return stored.deleted || stored.rev === rev ? { kind: 'known', rev } : { kind: 'conflict' };
  const inline = [...attachments].map(([name, { contentType, bytes }]) => [
    name,
    { content_type: contentType, data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
  ]);
  // PouchDB would hash the JSON of every byte for a revision of its own.
  const row = { ...shaped.row, _attachments: Object.fromEntries(inline) as object };
  const refused = await pouch.bulkDocs([row], { new_edits: false });
  if (refused.length > 0) throw new Error(`a document with attachments was not written: ${refused[0]?.name ?? ''}`);
  return { kind: 'written', rev };
}

/** One attachment of a document's winning revision, or null when there is none of that name. */
export async function readAttachment(level: Level, id: string, name: string): Promise<StoredAttachment | null> {
  const answer = await readDocument(level, id, { rev: null, latest: false, revs: false, conflicts: false });
  const stub = answer.found ? stubsOf(answer.document)[name] : undefined;
  if (!stub) return null;
  const bytes = await readBinary(level, stub.digest);
  if (!bytes || bytes.length !== stub.length) throw new Error('corrupt store: an attachment without its bytes');
  return { contentType: stub.content_type, digest: stub.digest, bytes };
}

/** A stored body as CouchDB shows it: its attachments named, not brought. */
export function withStubs<T extends StoredBody>(body: T): T {
  if (body['_attachments'] === undefined) return body;
  const stubs = Object.entries(stubsOf(body)).map(([name, stub]) => [name, { ...stub, stub: true }]);
  return { ...body, _attachments: Object.fromEntries(stubs) as object };
}

/** Bodies with the bytes of their attachments in base64, as replicators bring them to another hub. */
export async function withAllBytes(level: Level, { results }: BulkGetAnswer): Promise<BulkGetAnswer> {
  const whole: BulkGetAnswer['results'][number][] = [];
  for (const { id, docs } of results) {
    const filled: (typeof docs)[number][] = [];
    for (const doc of docs) filled.push('ok' in doc ? { ok: await withBytes(level, doc.ok) } : doc);
    whole.push({ id, docs: filled });
  }
  return { results: whole };
}

async function withBytes<T extends StoredBody>(level: Level, body: T): Promise<T> {
  if (body['_attachments'] === undefined) return body;
  const inline: [string, object][] = [];
  for (const [name, stub] of Object.entries(stubsOf(body))) {
    const bytes = await readBinary(level, stub.digest);
    if (!bytes) throw new Error('corrupt store: an attachment without its bytes');
    const { content_type, digest, revpos } = stub;
    inline.push([name, { content_type, digest, revpos, data: Buffer.from(bytes).toString('base64') }]);
  }
  return { ...body, _attachments: Object.fromEntries(inline) };
}

const stubsOf = (body: StoredBody): Readonly<Record<string, AttachmentStub>> =>
  (body['_attachments'] as Readonly<Record<string, AttachmentStub>> | undefined) ?? {};

function revisionOf({ document, attachments }: WholeDocument): string {
  const hash = createHash('sha256').update(canonicalJson(document));
  for (const name of [...attachments.keys()].sort()) {
    const { contentType, bytes } = attachments.get(name) as Attachment;
    const digest = createHash('sha256').update(bytes).digest('hex');
    hash.update(canonicalJson([name, contentType, digest]));
  }
  return `1-${hash.digest('hex').slice(0, 32)}`;
}
