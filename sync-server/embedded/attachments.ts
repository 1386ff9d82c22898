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
 * Writes documents with their attachments in one batch of the store, each with an id of its own: all of them are there afterwards, or
 * none. To be called by the one writer. A revision is made from the contents, so the same document has the same one at every hub, and
 * sending it again changes nothing anywhere. Answers in the order given; an error for one that PouchDB refused.
 */
export async function writeWholes(
  pouch: Pouch,
  level: Level,
  wholes: readonly WholeDocument[],
): Promise<readonly (WholeWrite | Error)[]> {
  const leaves = await readWinners(
    level,
    wholes.map(({ document }) => document._id),
  );
  const rows: object[] = [];
  const answers = wholes.map((whole, at): WholeWrite => {
    const rev = revisionOf(whole);
    const shaped = shapeRow({ ...whole.document, _rev: rev }, false);
    if (!shaped.ok) return { kind: 'malformed' };
    const stored = leaves[at];
    if (stored) return stored.deleted || stored.rev === rev ? { kind: 'known', rev } : { kind: 'conflict' };
    const inline = [...whole.attachments].map(([name, { contentType, bytes }]) => [
      name,
      { content_type: contentType, data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
    ]);
    rows.push({ ...shaped.row, _attachments: Object.fromEntries(inline) as object });
    return { kind: 'written', rev };
  });
  if (rows.length === 0) return answers;
  // With revisions of their own: PouchDB would hash the JSON of every byte for one.
  const refused = await pouch.bulkDocs(rows, { new_edits: false });
  const errors = new Map(refused.map(({ id, name }) => [id ?? '', name ?? '']));
  if (errors.has('')) throw notWritten(errors.get(''));
  return wholes.map(({ document }, at) =>
    errors.has(document._id) ? notWritten(errors.get(document._id)) : (answers[at] as WholeWrite),
  );
}

const notWritten = (name = ''): Error => new Error(`a document with attachments was not written: ${name}`);

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
